package io.robustdb.guard;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The looks that are going on: each takes a core and tens of megabytes at worst, so there are few
 * at a time, however many threads fail at once. Thread-safe.
 */
final class Looks {
  private static final int AT_ONCE = 2;
  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Semaphore free = new Semaphore(AT_ONCE);

  /**
   * Begins one, when its turn has come; the calling thread's interrupt status stays what it is.
   *
   * @return false where it did not come in time
   */
  boolean begin() {
    long end = System.nanoTime() + LONGEST_WAIT_NANOS;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return free.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  void end() {
    free.release();
  }
}
