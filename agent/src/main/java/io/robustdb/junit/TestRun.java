package io.robustdb.junit;

import java.lang.ref.WeakReference;
import java.util.IdentityHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A test or a container of tests that has begun. Thread-safe.
 *
 * <p>A group is the outermost container below its engine, most often a class: what its tests leave
 * is looked at once more when it ends.
 */
final class TestRun implements TestScope {
  private volatile TestDescription description;
  private final @Nullable TestRun group;

  /** What the thread was running when it began. */
  volatile @Nullable TestRun outer;

  /** Of a group: the frameworks' objects for all that ran in it, and the classes of these. */
  private final IdentityHashMap<Object, TestDescription> tests = new IdentityHashMap<>();

  private volatile boolean opened;
  private volatile boolean alone = true;
  private volatile boolean isNamed;

  private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());

  /** How often its beginning has been told besides the first time. */
  private int again;

  /** The result that was made of its own; null before its end was told first. */
  volatile @Nullable Object outcome;

  /** Whether it has failed by itself. */
  volatile boolean failed;

  /**
   * @param parent the container that it is in; null for an engine
   */
  TestRun(TestDescription description, @Nullable TestRun parent, @Nullable TestRun outer) {
    this.description = description;
    this.outer = outer;
    // in a suite, each engine begins anew: its classes are groups
    TestRun ofParent = parent == null || description.isEngine() ? null : parent.group();
    boolean outermost = ofParent == null && !description.isEngine() && !description.isTest();
    this.group = outermost ? this : ofParent;
    if (group != null) {
      group.add(description);
    }
  }

  TestDescription description() {
    return description;
  }

  @Override
  public @Nullable TestRun group() {
    return group;
  }

  @Override
  public String name() {
    return description.name();
  }

  @Override
  public String inWords() {
    return "in " + description.name();
  }

  @Override
  public void opened() {
    opened = true;
    if (group != null) {
      group.opened = true;
    }
  }

  private void add(TestDescription test) {
    synchronized (tests) {
      tests.put(test.object(), test);
    }
  }

  /** What is over when it has ended: itself, and of a group, all that ran in it. */
  EndedTests ended(Predicate<Class<?>> application) {
    IdentityHashMap<Object, TestDescription> ended = new IdentityHashMap<>();
    ended.put(description.object(), description);
    synchronized (tests) {
      ended.putAll(tests);
    }
    return EndedTests.of(ended, group == this, application);
  }

  /** Whether it is a test that is still running, and no other has been running beside it. */
  boolean isAlone() {
    return description.isTest() && alone;
  }

  /** Its beginning is told once more. */
  void hearAgain() {
    again++;
  }

  /** Whether its end will be told once more than this time. */
  boolean isHeardAgain() {
    return again-- > 0;
  }

  /** Whether it was begun in a thread. */
  boolean isOf(Thread other) {
    return thread.refersTo(other);
  }

  /** Another test runs beside it. */
  void accompany() {
    alone = false;
  }

  /** It has ended. */
  void end() {
    alone = false;
  }

  /**
   * Lets go of all that is the framework's: what was opened in it may be open for long, and threads
   * that it made may live on.
   */
  void forget() {
    outer = null;
    outcome = null;
    description = description.settled(opened || isNamed);
    synchronized (tests) {
      tests.clear();
    }
  }

  /** Its name will be asked for when it has ended. */
  void keepName() {
    isNamed = true;
  }

  /** Whether anything was opened in it, or in what belongs to it. */
  boolean hasOpened() {
    return opened;
  }
}
