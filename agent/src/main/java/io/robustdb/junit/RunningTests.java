package io.robustdb.junit;

import io.robustdb.ledger.Scope;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What runs in which thread. A thread that a framework runs a test in opens for that test; of any
 * other thread nobody knows for whom it works: a thread that one test made may work for the next.
 *
 * <p>Thread-safe.
 */
final class RunningTests implements Supplier<Scope> {
  private final IdentityHashMap<Object, TestRun> runs = new IdentityHashMap<>();
  private final ConcurrentHashMap<Long, TestRun> byThread = new ConcurrentHashMap<>();
  private volatile Bystanders bystanders = new Bystanders(List.of());

  @Override
  public Scope get() {
    TestRun own = byThread.get(current());
    return own == null ? bystanders : own;
  }

  /** A test or container begins in the calling thread. */
  void begin(TestDescription description) {
    TestRun outer = byThread.get(current());
    TestRun run;
    synchronized (runs) {
      run = new TestRun(description, runs.get(description.parent()), outer);
      runs.put(description.object(), run);
      look();
    }
    byThread.put(current(), run);
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
      run = runs.remove(test);
      look();
    }
    if (run != null && byThread.get(current()) == run) {
      if (run.outer == null) {
        byThread.remove(current());
      } else {
        byThread.put(current(), run.outer);
      }
    }
    return run;
  }

  /** Whether anything is running. */
  boolean areAny() {
    synchronized (runs) {
      return !runs.isEmpty();
    }
  }

  /** Whether a thread is running a test. */
  boolean isRunningTest(Thread thread) {
    return byThread.containsKey(number(thread));
  }

  private void look() {
    List<TestRun> tests = new ArrayList<>();
    List<TestRun> groups = new ArrayList<>();
    for (TestRun run : runs.values()) {
      if (run.description().isTest()) {
        tests.add(run);
      } else if (run.group() == run) {
        groups.add(run);
      }
    }
    bystanders = new Bystanders(List.copyOf(tests.isEmpty() ? groups : tests));
  }

  private static long current() {
    return number(Thread.currentThread());
  }

  @SuppressWarnings("deprecation") // threadId() is not in Java 17
  private static long number(Thread thread) {
    return thread.getId();
  }
}
