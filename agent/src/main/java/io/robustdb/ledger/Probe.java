package io.robustdb.ledger;

import io.robustdb.site.Stack;
import org.jspecify.annotations.Nullable;

/**
 * A failed probe: what was tried on an unproven resource, and how it failed. Immutable.
 *
 * @param what the SQL, or the name of the JDBC method where there was none
 * @param isSql whether {@code what} is SQL
 * @param error the class of what was thrown; null where {@code isValid} said false
 * @param sqlState of the exception, null where it has none
 * @param message of the exception, null where it has none
 * @param stack of the probing thread
 * @param millis when, in milliseconds since the epoch
 */
public record Probe(
    String what,
    boolean isSql,
    @Nullable String error,
    @Nullable String sqlState,
    @Nullable String message,
    Stack stack,
    long millis) {

  private static final String AFTER_OPENING = "what came after the opening";

  /**
   * Anything that has ended the method that opened: no check, but the reason for which it is lost.
   */
  public static Probe afterOpening(Throwable thrown, long millis) {
    return new Probe(
        AFTER_OPENING, false, thrown.getClass().getName(), null, null, Stack.here(), millis);
  }

  /** Whether it was tried on the resource at all. */
  boolean isOfResource() {
    return isSql || !what.equals(AFTER_OPENING);
  }
}
