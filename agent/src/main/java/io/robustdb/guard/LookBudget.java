package io.robustdb.guard;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the application's time may be spent on looking again at what was found to be held,
 * and on looks that take long: some at once, for a start-up, and a small part of all time after
 * that. What is not looked at then has its turn at its last moment, or when the garbage collector
 * has found it. Thread-safe.
 */
final class LookBudget {
  private static final long SHORT_WALK = TimeUnit.MILLISECONDS.toNanos(250);

  /** A JVM that has just begun walks slowly, above all where it has less than a core. */
  private static final long LONG_WALK = TimeUnit.SECONDS.toNanos(1);

  private static final long AT_ONCE = TimeUnit.SECONDS.toNanos(2);
  private static final long SHARE = 50;

  private final long began = System.nanoTime();
  private final AtomicLong spent = new AtomicLong();

  /** Whether there is time to look again. */
  boolean allows() {
    return spent.get() < AT_ONCE + (System.nanoTime() - began) / SHARE;
  }

  /**
   * How many nanoseconds a walk may take now.
   *
   * @param last whether there will be no other
   */
  long walkNanos(boolean last) {
    return last || allows() ? LONG_WALK : SHORT_WALK;
  }

  /**
   * A look has taken so many nanoseconds.
   *
   * @param free whether only what is longer than a short walk counts
   */
  void spend(long nanos, boolean free) {
    spent.addAndGet(free ? Math.max(0, nanos - SHORT_WALK) : nanos);
  }
}
