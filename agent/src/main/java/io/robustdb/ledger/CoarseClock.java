package io.robustdb.ledger;

/**
 * The time of day as of the last tick, a tenth of a second ago at most while it ticks. Reading the
 * system's clock costs more than all else that is done for a statement.
 *
 * <p>Runs on the monotonic clock from the moment it was made, so it never jumps. Thread-safe.
 */
public final class CoarseClock {
  private final long startMillis = System.currentTimeMillis();
  private final long startNanos = System.nanoTime();
  private volatile long now = startMillis;

  /** In milliseconds since the epoch, as of the last tick. */
  public long coarseMillis() {
    return now;
  }

  /** In milliseconds since the epoch, now. */
  public long millis() {
    return startMillis + (System.nanoTime() - startNanos) / 1_000_000;
  }

  void tick() {
    now = millis();
  }
}
