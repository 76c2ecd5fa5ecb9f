package io.robustdb.benchmark.programs;

import java.lang.management.ManagementFactory;

/** Reads what the heap holds. */
final class Heap {
  private static final int COLLECTIONS = 3;
  private static final long PAUSE_MILLIS = 1500;
  private static final long STEADY_BYTES = 50_000;
  private static final int LONGEST_ROUNDS = 40;

  private Heap() {}

  /** Bytes in use after a collection; exact with the serial collector only. */
  @SuppressWarnings("SystemGc") // what is left after it is the question
  static long used() {
    for (int collection = 0; collection < COLLECTIONS; collection++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /**
   * Bytes in use when they have stopped to shrink: the agent reads the stacks of what stays open in
   * a thread of its own, which takes seconds where there are very many.
   */
  static long settled() throws InterruptedException {
    long used = used();
    for (int round = 0; round < LONGEST_ROUNDS; round++) {
      Thread.sleep(PAUSE_MILLIS);
      long now = used();
      boolean steady = used - now < STEADY_BYTES;
      used = now;
      if (steady && round > 1) {
        break;
      }
    }
    return used;
  }
}
