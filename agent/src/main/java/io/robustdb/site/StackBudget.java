package io.robustdb.site;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How many stacks a second may be taken where the call sites do not tell the caller: so many that a
 * service in ordinary use is seen whole, so few that they cost at most about one percent of a core.
 *
 * <p>Thread-safe.
 */
final class StackBudget {
  private static final int PER_TENTH_OF_A_SECOND = 250;
  private static final long TENTH_OF_A_SECOND = 100;

  private final AtomicInteger left = new AtomicInteger(PER_TENTH_OF_A_SECOND);
  private final LongSupplier millis;
  private volatile long renewed;

  /**
   * @param millis a clock that costs nothing to read, in milliseconds
   */
  StackBudget(LongSupplier millis) {
    this.millis = millis;
    this.renewed = millis.getAsLong();
  }

  boolean take() {
    if (left.get() > 0) {
      return left.getAndDecrement() > 0;
    }
    long now = millis.getAsLong();
    if (now - renewed < TENTH_OF_A_SECOND) {
      return false;
    }
    renewed = now;
    left.set(PER_TENTH_OF_A_SECOND - 1);
    return true;
  }
}
