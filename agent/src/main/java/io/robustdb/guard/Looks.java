package io.robustdb.guard;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The looks that are going on: each takes a core and tens of megabytes at worst, so there are few
 * at a time, however many threads fail at once. Thread-safe.
 */
final class Looks {
  private static final int AT_ONCE = 2;

  /** So often it looks again. */
  private static final int AGAIN = 2;

  private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Semaphore free = new Semaphore(AT_ONCE);

  /**
   * Looks, when its turn has come, and again at once where only a thread that was about to go on
   * was in doubt. The calling thread's interrupt status stays what it is.
   *
   * @param look says why a resource is kept; null where nobody has it
   * @return what the last look said, or that its turn did not come in time
   */
  @Nullable Kept whyKept(Supplier<@Nullable Kept> look) {
    if (!begin()) {
      return new Kept("too many others were looked at just then", true);
    }
    try {
      Kept kept = look.get();
      for (int again = 0; kept != null && kept.passing() && again < AGAIN; again++) {
        kept = look.get();
      }
      return kept;
    } finally {
      end();
    }
  }

  /** Begins a look when its turn has come; false where it did not come in time. */
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
