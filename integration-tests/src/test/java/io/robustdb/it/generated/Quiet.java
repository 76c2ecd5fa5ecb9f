package io.robustdb.it.generated;

import java.util.Map;

/** Waits until no other thread runs: what one has just been told to do, it is still busy with. */
final class Quiet {
  private static final long SOON_NANOS = 2_000_000_000L;

  private Quiet() {}

  static void await() throws InterruptedException {
    long deadline = System.nanoTime() + SOON_NANOS;
    while (!isQuiet() && System.nanoTime() - deadline < 0) {
      Thread.sleep(1);
    }
  }

  private static boolean isQuiet() {
    for (Map.Entry<Thread, StackTraceElement[]> entry : Thread.getAllStackTraces().entrySet()) {
      StackTraceElement[] stack = entry.getValue();
      boolean runs =
          entry.getKey().getState() == Thread.State.RUNNABLE
              && stack.length > 0
              && !stack[0].isNativeMethod();
      if (runs && entry.getKey() != Thread.currentThread()) {
        return false;
      }
    }
    return true;
  }
}
