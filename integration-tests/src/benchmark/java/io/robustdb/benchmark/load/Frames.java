package io.robustdb.benchmark.load;

/** Counts how deep a stack is. */
public final class Frames {
  private static final int FEWEST = 5;

  private Frames() {}

  /**
   * How many frames the caller must add to make its thread's stack so many frames deep. JMH itself
   * takes about fifteen; at least five are added.
   */
  public static int upTo(int depth) {
    return Math.max(FEWEST, depth - new Throwable().getStackTrace().length);
  }
}
