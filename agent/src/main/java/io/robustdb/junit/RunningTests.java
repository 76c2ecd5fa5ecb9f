package io.robustdb.junit;

import io.robustdb.jdk.ThreadWork;
import io.robustdb.ledger.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What runs in which thread. A thread that a framework runs a test in opens for that test; of any
 * other thread it is known where a test has made it for just what it does, and no other test has
 * been running since, or it is in that test's method; else nobody knows for whom it works: a thread
 * that one test made may work for the next.
 *
 * <p>Thread-safe. Most tests begin and end in one thread, and are found there without a map: what a
 * test costs that opens nothing is what all of them cost.
 */
final class RunningTests implements Supplier<Scope> {
  private final List<TestRun> tests = new ArrayList<>();

  /** All that is no test, by the frameworks' objects. */
  private final IdentityHashMap<Object, TestRun> containers = new IdentityHashMap<>();

  /** What runs in a thread, and what a thread was made by. */
  @SuppressWarnings("ThreadLocalUsage") // there is one
  private final InheritableThreadLocal<OfThread> threads =
      new InheritableThreadLocal<>() {
        @Override
        protected @Nullable OfThread childValue(@Nullable OfThread maker) {
          TestRun made = maker == null ? null : maker.running();
          if (made == null) {
            return null;
          }
          made.keep();
          return new OfThread(made);
        }
      };

  private final Predicate<Class<?>> jobs;

  /** What runs now, for threads that work for nobody known; null until somebody asks. */
  private volatile @Nullable Bystanders bystanders;

  private volatile boolean begun;

  /**
   * @param jobs tells of a class whether its objects are jobs of the application's
   */
  RunningTests(Predicate<Class<?>> jobs) {
    this.jobs = jobs;
  }

  @Override
  public Scope get() {
    OfThread here = threads.get();
    TestRun own = here == null ? null : here.current;
    if (own != null) {
      return own;
    }
    TestRun made = here == null ? null : here.maker;
    return made != null && isFor(made) ? made : bystanders();
  }

  /** Whether the calling thread, which a test has made, works for that. */
  private boolean isFor(TestRun maker) {
    return maker.isRunning()
        && ThreadWork.isOfMaker(jobs)
        && (maker.isAlone() || maker.description().isInItsMethod());
  }

  /** A test or container begins in the calling thread. */
  void begin(TestDescription description) {
    OfThread here = threads.get();
    if (here == null) {
      here = new OfThread(null);
      threads.set(here);
    }
    if (!begun) {
      begun = true;
    }
    synchronized (tests) {
      TestRun outer = here.current;
      TestRun known = known(description, outer);
      if (known != null) {
        known.hearAgain(); // of an engine inside another one both tell
        return;
      }
      TestRun run =
          new TestRun(
              description, parent(description, outer), outer, number(Thread.currentThread()), here);
      here.current = run;
      add(run);
      forgetBystanders();
    }
  }

  /** What costs more than to look is to write where all threads are to see it. */
  private void forgetBystanders() {
    if (bystanders != null) {
      bystanders = null;
    }
  }

  private void add(TestRun run) {
    if (!run.description().isTest()) {
      containers.put(run.description().object(), run);
      return;
    }
    run.index = tests.size();
    tests.add(run);
    if (tests.size() > 1) {
      run.accompany();
      tests.get(0).accompany();
    }
  }

  private void remove(TestRun run) {
    if (!run.description().isTest()) {
      containers.remove(run.description().object());
      return;
    }
    TestRun last = tests.remove(tests.size() - 1);
    if (last != run) {
      tests.set(run.index, last);
      last.index = run.index;
    }
  }

  /** Whether any has ever begun. */
  boolean haveBegun() {
    return begun;
  }

  /**
   * A test or container has ended in the calling thread.
   *
   * @param test the framework's object for it
   * @return null where its beginning was not seen
   */
  @Nullable TestRun end(Object test) {
    OfThread here = threads.get();
    TestRun own = here == null ? null : here.current;
    TestRun run;
    OfThread home;
    synchronized (tests) {
      run = find(test, own);
      if (run == null && own != null && own.description().object().equals(test)) {
        run = own; // some frameworks have another object for the end, which is equal
      }
      if (run == null || run.isHeardAgain()) {
        return run;
      }
      remove(run);
      run.end();
      forgetBystanders();
      home = run.home; // it may have begun in another thread than it ends in
      if (home.current == run) {
        home.current = running(run.outer);
      }
    }
    if (home == here && home.current == null) {
      threads.remove();
    }
    return run;
  }

  /** The run that has begun already, where the framework tells of it once more. */
  private @Nullable TestRun known(TestDescription description, @Nullable TestRun innermost) {
    TestRun here = around(description.object(), innermost);
    return here != null || description.isTest() ? here : containers.get(description.object());
  }

  /**
   * By the very object.
   *
   * @param innermost what runs in the calling thread
   */
  private @Nullable TestRun find(Object object, @Nullable TestRun innermost) {
    TestRun here = around(object, innermost);
    TestRun found = here == null ? containers.get(object) : here;
    for (int index = 0; found == null && index < tests.size(); index++) {
      TestRun run = tests.get(index);
      found = run.description().object() == object ? run : null;
    }
    return found;
  }

  private static @Nullable TestRun around(Object object, @Nullable TestRun innermost) {
    TestRun run = innermost;
    while (run != null && run.description().object() != object) {
      run = run.outer;
    }
    return run;
  }

  private static @Nullable TestRun running(@Nullable TestRun innermost) {
    TestRun run = innermost;
    while (run != null && run.hasEnded()) {
      run = run.outer;
    }
    return run;
  }

  /** Whether anything is running. */
  boolean areAny() {
    synchronized (tests) {
      return !tests.isEmpty() || !containers.isEmpty();
    }
  }

  /** Whether tests run in other threads than the calling one. */
  boolean areTestsElsewhere() {
    long thread = number(Thread.currentThread());
    synchronized (tests) {
      for (TestRun run : tests) {
        if (!run.isOf(thread)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The frameworks' objects for what was begun in other threads and is running. */
  Set<Object> elsewhere() {
    long thread = number(Thread.currentThread());
    Set<Object> elsewhere = Collections.newSetFromMap(new IdentityHashMap<>());
    for (TestRun run : all()) {
      if (!run.isOf(thread)) {
        elsewhere.add(run.description().object());
      }
    }
    return elsewhere;
  }

  private List<TestRun> all() {
    synchronized (tests) {
      List<TestRun> all = new ArrayList<>(tests);
      all.addAll(containers.values());
      return all;
    }
  }

  /** What runs in the calling thread; null for nothing. */
  @Nullable TestRun current() {
    OfThread here = threads.get();
    return here == null ? null : here.current;
  }

  /** Where the framework does not tell: what the thread is in, or the container of its class. */
  private @Nullable TestRun parent(TestDescription description, @Nullable TestRun outer) {
    Object parent = description.parent();
    if (parent != null || outer != null) {
      return parent == null ? outer : find(parent, outer);
    }
    String className = containers.isEmpty() ? null : description.className();
    for (TestRun run : containers.values()) {
      if (className != null && className.equals(run.description().className())) {
        return run;
      }
    }
    return null;
  }

  /** Whether a thread is running a test. */
  boolean isRunningTest(Thread thread) {
    long number = number(thread);
    return all().stream().anyMatch(run -> run.isOf(number));
  }

  /** Most tests end before anybody asks. */
  private Bystanders bystanders() {
    Bystanders known = bystanders;
    if (known != null) {
      return known;
    }
    synchronized (tests) {
      known = bystanders;
      if (known == null) {
        List<TestRun> running = new ArrayList<>(tests);
        if (running.isEmpty()) {
          running.addAll(containers.values());
          running.removeIf(run -> run.group() != run);
        }
        running.forEach(TestRun::keep);
        known = new Bystanders(List.copyOf(running));
        bystanders = known;
      }
      return known;
    }
  }

  @SuppressWarnings("deprecation") // threadId() is not in Java 17
  private static long number(Thread thread) {
    return thread.getId();
  }

  /** What one thread runs. Written with the lock on the tests. */
  static final class OfThread {
    /** What the thread was made by; null for nothing. */
    final @Nullable TestRun maker;

    volatile @Nullable TestRun current;

    OfThread(@Nullable TestRun maker) {
      this.maker = maker;
    }

    @Nullable TestRun running() {
      TestRun own = current;
      return own == null ? maker : own;
    }
  }
}
