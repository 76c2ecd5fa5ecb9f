package io.robustdb.guard;

import io.robustdb.jdk.LiveThreads;
import io.robustdb.site.DriverCode;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Waits until the threads of a pool are not opening anything: one that is closed meanwhile may take
 * in what it gets after that, and nobody would ever close it. For a time only, as the peer may be
 * dead. Stateless.
 */
final class LastOpenings {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long PAUSE_MILLIS = 20;

  private final DriverCode drivers;

  LastOpenings(DriverCode drivers) {
    this.drivers = drivers;
  }

  /**
   * Waits, whatever interrupts; the calling thread's interrupt status stays what it is.
   *
   * @param libraries of the pool and of those that are closed with it
   */
  void await(Libraries libraries) {
    long began = System.nanoTime();
    boolean interrupted = false;
    boolean opens = LiveThreads.any(stack -> isOpening(stack, libraries));
    while (opens) {
      opens =
          System.nanoTime() - began < LONGEST_NANOS
              && LiveThreads.any(stack -> isOpening(stack, libraries));
      try {
        Thread.sleep(PAUSE_MILLIS); // once more after the end: it has to be taken in
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether a library of the pool's is in the middle of a call to a driver. */
  private boolean isOpening(List<StackTraceElement> stack, Libraries libraries) {
    boolean driver = false;
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      boolean own = libraries.isOwn(type);
      if (driver && own) {
        return true;
      }
      driver |= !own && (drivers.has(type) || type.equals("java.sql.DriverManager"));
    }
    return false;
  }
}
