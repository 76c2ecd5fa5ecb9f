package io.robustdb.junit;

import io.robustdb.jdk.ThreadWork;
import io.robustdb.ledger.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What runs in which thread. A thread that a framework runs a test in opens for that test; of any
 * other thread it is known where a test has made it for just what it does, and no other test has
 * been running since; else nobody knows for whom it works: a thread that one test made may work for
 * the next.
 *
 * <p>Thread-safe.
 */
final class RunningTests implements Supplier<Scope> {
  private final IdentityHashMap<Object, TestRun> runs = new IdentityHashMap<>();
  private final ConcurrentHashMap<Long, TestRun> byThread = new ConcurrentHashMap<>();

  /** What a thread was made by; its own child values are the same. */
  @SuppressWarnings("ThreadLocalUsage") // there is one
  private final InheritableThreadLocal<TestRun> maker = new InheritableThreadLocal<>();

  private final Predicate<Class<?>> jobs;

  /** What runs now, for threads that work for nobody known; null until somebody asks. */
  private volatile @Nullable Bystanders bystanders;

  /** How many tests are running. */
  private int tests;

  private volatile boolean begun;

  /**
   * @param jobs tells of a class whether its objects are jobs of the application's
   */
  RunningTests(Predicate<Class<?>> jobs) {
    this.jobs = jobs;
  }

  @Override
  public Scope get() {
    TestRun own = current();
    if (own != null) {
      return own;
    }
    TestRun made = maker.get();
    return made != null && made.isAlone() && ThreadWork.isOfMaker(jobs) ? made : bystanders();
  }

  /** A test or container begins in the calling thread. */
  void begin(TestDescription description) {
    long thread = number(Thread.currentThread());
    TestRun outer = current();
    TestRun run;
    synchronized (runs) {
      TestRun known = runs.get(description.object());
      if (known != null) {
        known.hearAgain(); // of an engine inside another one both tell
        return;
      }
      run = new TestRun(description, parent(description, outer), outer, thread);
      runs.put(description.object(), run);
      bystanders = null;
      if (description.isTest() && ++tests > 1) {
        accompanyAll();
      }
    }
    begun = true;
    byThread.put(thread, run);
    maker.set(run);
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
    TestRun run;
    synchronized (runs) {
      run = find(test);
      if (run == null || run.isHeardAgain()) {
        return run;
      }
      runs.remove(run.description().object());
      run.end();
      bystanders = null;
      tests -= run.description().isTest() ? 1 : 0;
    }
    long thread = number(Thread.currentThread());
    if (byThread.get(thread) == run) {
      if (run.outer == null) {
        byThread.remove(thread);
        maker.remove();
      } else {
        byThread.put(thread, run.outer);
        maker.set(run.outer);
      }
    }
    if (!run.isOf(thread)) {
      run.leaveThread(byThread); // it has ended in another one than it had begun in
    }
    return run;
  }

  /** Some frameworks have another object for the end of a test, which is equal. */
  private @Nullable TestRun find(Object test) {
    TestRun run = runs.get(test);
    if (run != null) {
      return run;
    }
    TestRun own = current();
    return own != null && own.description().object().equals(test) ? own : null;
  }

  /** Whether anything is running. */
  boolean areAny() {
    synchronized (runs) {
      return !runs.isEmpty();
    }
  }

  /** The frameworks' objects for what was begun in other threads and is running. */
  Set<Object> elsewhere() {
    Set<Object> elsewhere = Collections.newSetFromMap(new IdentityHashMap<>());
    synchronized (runs) {
      for (TestRun run : runs.values()) {
        if (!run.isOf(number(Thread.currentThread()))) {
          elsewhere.add(run.description().object());
        }
      }
    }
    return elsewhere;
  }

  /** What runs in the calling thread; null for nothing. */
  @Nullable TestRun current() {
    return byThread.get(number(Thread.currentThread()));
  }

  /** Where the framework does not tell: what the thread is in, or the container of its class. */
  private @Nullable TestRun parent(TestDescription description, @Nullable TestRun outer) {
    Object parent = description.parent();
    if (parent != null || outer != null) {
      return parent == null ? outer : runs.get(parent);
    }
    for (TestRun run : runs.values()) {
      String className = run.description().className();
      if (!run.description().isTest() && className != null) {
        if (className.equals(description.className())) {
          return run;
        }
      }
    }
    return null;
  }

  /** Whether a thread is running a test. */
  boolean isRunningTest(Thread thread) {
    return byThread.containsKey(number(thread));
  }

  private void accompanyAll() {
    for (TestRun run : runs.values()) {
      if (run.description().isTest()) {
        run.accompany();
      }
    }
  }

  /** Most tests end before anybody asks. */
  private Bystanders bystanders() {
    Bystanders known = bystanders;
    if (known != null) {
      return known;
    }
    synchronized (runs) {
      known = bystanders;
      if (known == null) {
        List<TestRun> running = new ArrayList<>();
        List<TestRun> groups = new ArrayList<>();
        for (TestRun run : runs.values()) {
          if (run.description().isTest()) {
            running.add(run);
          } else if (run.group() == run) {
            groups.add(run);
          }
        }
        known = new Bystanders(List.copyOf(running.isEmpty() ? groups : running));
        bystanders = known;
      }
      return known;
    }
  }

  @SuppressWarnings("deprecation") // threadId() is not in Java 17
  private static long number(Thread thread) {
    return thread.getId();
  }
}
