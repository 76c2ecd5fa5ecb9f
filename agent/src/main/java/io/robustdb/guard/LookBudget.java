package io.robustdb.guard;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the application's time all looks may take: some at once, for a start-up, and a small
 * part of all time after that. What is not looked at then is left to the garbage collector.
 * Thread-safe.
 */
final class LookBudget {
  private static final long AT_ONCE = TimeUnit.SECONDS.toNanos(2);
  private static final long SHARE = 50;

  /** A last look may take so many times as much as the others. */
  private static final long LAST = 5;

  private final long began = System.nanoTime();
  private final AtomicLong spent = new AtomicLong();

  /**
   * Whether there is time for a look.
   *
   * @param last whether there will be no other
   */
  boolean allows(boolean last) {
    long limit = AT_ONCE + (System.nanoTime() - began) / SHARE;
    return spent.get() < (last ? limit * LAST : limit);
  }

  /** A look has taken so many nanoseconds. */
  void spend(long nanos) {
    spent.addAndGet(nanos);
  }
}
