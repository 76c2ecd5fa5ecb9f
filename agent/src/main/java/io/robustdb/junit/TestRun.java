package io.robustdb.junit;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
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

  /**
   * Of a group: the frameworks' objects for all that ran in it, as long as the framework has them:
   * there may be ten thousand, and most frameworks let go of each at its end. Null for all others.
   */
  private final @Nullable List<WeakReference<Object>> tests;

  /** Of a group: the classes of the containers among them. */
  private final Set<String> classes;

  private final boolean ofPlatform;
  private volatile boolean opened;
  private volatile boolean accompanied;
  private volatile boolean isNamed;

  /** Whether it is known for longer than it runs. */
  private volatile boolean kept;

  private volatile boolean ended;

  /** The number of the thread that it was begun in; no other gets it (Thread.getId). */
  private final long thread;

  /** What that thread runs. */
  final RunningTests.OfThread home;

  /** Of a test that is running: its place among those. Read and written with their lock. */
  int index;

  /** How often its beginning has been told besides the first time. */
  private int again;

  /** The result that was made of its own, where its end is told once more; null before that. */
  volatile @Nullable Object outcome;

  /** Of a group: whether a test of it ran in another thread than it. */
  private volatile boolean spread;

  /** Whether it has failed by itself. */
  volatile boolean failed;

  /** Whether it was given up, as where an assumption did not hold: nothing fails for it. */
  volatile boolean aborted;

  /**
   * @param parent the container that it is in; null for an engine
   * @param thread the number of the thread that it is begun in
   * @param home what that thread runs
   */
  TestRun(
      TestDescription description,
      @Nullable TestRun parent,
      @Nullable TestRun outer,
      long thread,
      RunningTests.OfThread home) {
    this.thread = thread;
    this.home = home;
    this.ofPlatform = description.source() instanceof Platform.Names;
    this.description = description;
    this.outer = outer;
    // in a suite, each engine begins anew: its classes are groups
    TestRun ofParent = parent == null || description.isEngine() ? null : parent.group();
    boolean outermost = ofParent == null && !description.isEngine() && !description.isTest();
    this.group = outermost ? this : ofParent;
    this.tests = outermost ? new ArrayList<>() : null;
    this.classes = outermost ? new HashSet<>() : Set.of();
    if (group != null) {
      group.add(description);
      if (group.thread != thread && !group.spread) {
        group.spread = true;
      }
    }
  }

  /** Of a group: whether its tests ran in other threads than it. */
  boolean isSpread() {
    return spread;
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
    String className = test.isTest() ? null : test.className();
    if (tests == null) {
      return;
    }
    synchronized (tests) {
      tests.add(new WeakReference<>(test.object()));
      if (className != null) {
        classes.add(className);
      }
    }
  }

  /** Of a group: the names of the classes of what ran in it. */
  Set<String> classes() {
    if (tests == null) {
      return Set.of();
    }
    synchronized (tests) {
      return Set.copyOf(classes);
    }
  }

  /** What is over when it has ended: itself, and of a group, all that ran in it. */
  EndedTests ended(Predicate<Class<?>> application) {
    Set<Object> ended = Collections.newSetFromMap(new IdentityHashMap<>());
    ended.add(description.object());
    if (tests == null) {
      return new EndedTests(ended, Set.of(), application);
    }
    synchronized (tests) {
      for (WeakReference<Object> test : tests) {
        Object object = test.get();
        if (object != null) {
          ended.add(object);
        }
      }
      return new EndedTests(ended, classes(), application);
    }
  }

  /** Whether it is a test that is still running. */
  boolean isRunning() {
    return description.isTest() && !ended;
  }

  /** Whether no other test has been running beside it. */
  boolean isAlone() {
    return !accompanied;
  }

  /** Its beginning is told once more. */
  void hearAgain() {
    again++;
  }

  /** Whether its end will be told once more than this time. */
  boolean isHeardAgain() {
    return again-- > 0;
  }

  /** Whether the JUnit Platform tells of it. */
  boolean isOfPlatform() {
    return ofPlatform;
  }

  /** Whether it was begun in the thread of a number. */
  boolean isOf(long other) {
    return thread == other;
  }

  /** Another test runs beside it. */
  void accompany() {
    accompanied = true;
  }

  /** It has ended. */
  void end() {
    ended = true;
  }

  /** Whether it has ended, and will not be told of once more. */
  boolean hasEnded() {
    return ended;
  }

  /** Something has it that may be there when it has ended: a thread that was made in it. */
  void keep() {
    kept = true;
  }

  /**
   * Lets go of all that is the framework's: what was opened in it may be open for long, and threads
   * that it made may live on. Most tests have neither, and are gone themselves.
   */
  void forget() {
    if (description.isTest() && !kept && !opened && !isNamed) {
      return;
    }
    outer = null;
    outcome = null;
    description = description.settled(opened || isNamed);
    if (tests != null) {
      synchronized (tests) {
        tests.clear();
      }
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
