package io.robustdb.guard;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How much of the application's time may be spent on looking again at what was found to be held:
 * some at once, for a start-up, and a small part of all time after that. What is not looked at then
 * has its turn at its last moment, or when the garbage collector has found it. Thread-safe.
 */
final class LookBudget {
  private static final long AT_ONCE = TimeUnit.SECONDS.toNanos(2);
  private static final long SHARE = 50;

  private final long began = System.nanoTime();
  private final AtomicLong spent = new AtomicLong();

  /** Whether there is time to look again. */
  boolean allows() {
    return spent.get() < AT_ONCE + (System.nanoTime() - began) / SHARE;
  }

  /** Looking again has taken so many nanoseconds. */
  void spend(long nanos) {
    spent.addAndGet(nanos);
  }
}
