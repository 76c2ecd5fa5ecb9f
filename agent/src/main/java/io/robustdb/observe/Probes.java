package io.robustdb.observe;

import io.robustdb.ledger.CoarseClock;
import io.robustdb.ledger.Probe;
import io.robustdb.site.Stack;
import java.sql.SQLException;

/** Makes the record of a probe that failed. */
final class Probes {
  private Probes() {}

  /**
   * @param what the SQL, or the name of the method
   */
  static Probe failed(String what, boolean isSql, Throwable thrown, CoarseClock clock) {
    String message = messageOf(thrown);
    String state = thrown instanceof SQLException sql ? sql.getSQLState() : null;
    return new Probe(
        what, isSql, thrown.getClass().getName(), state, message, Stack.here(), clock.millis());
  }

  /** {@code isValid} said false. */
  static Probe invalid(CoarseClock clock) {
    return new Probe(
        "isValid", false, null, null, "isValid said false", Stack.here(), clock.millis());
  }

  /** The message of a foreign throwable, whose {@code getMessage} may itself fail. */
  private static @org.jspecify.annotations.Nullable String messageOf(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (RuntimeException unreadable) {
      return null;
    }
  }
}
