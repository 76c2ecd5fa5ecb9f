package io.robustdb.demo;

import java.sql.SQLException;

/** What happens between two attempts. */
final class Retries {
  static final int MAX_ATTEMPTS = 4;

  private static final long PAUSE_MILLIS = 100;

  private final Listener listener;

  Retries(Listener listener) {
    this.listener = listener;
  }

  /**
   * Returns when it is time for the next attempt.
   *
   * @param attempt the number of the failed attempt, from 1
   * @throws SQLException the failure itself, where this was the last attempt
   */
  void afterFailure(int attempt, SQLException failure) throws SQLException, InterruptedException {
    listener.attemptFailed(attempt, failure);
    if (attempt == MAX_ATTEMPTS) {
      throw failure;
    }
    Thread.sleep(PAUSE_MILLIS);
  }

  /** Hears of every failed attempt before the next one starts. */
  @FunctionalInterface
  interface Listener {
    void attemptFailed(int attempt, SQLException failure) throws SQLException, InterruptedException;
  }
}
