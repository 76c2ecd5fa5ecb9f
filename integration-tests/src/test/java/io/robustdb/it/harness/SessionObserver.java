package io.robustdb.it.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;
import java.util.function.IntPredicate;

/**
 * A superuser's own session at one server, to see and end the sessions of others there, by their
 * application names. For one thread.
 */
public final class SessionObserver implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(8);
  private static final long PAUSE_MILLIS = 10;
  private static final String NEVER_WAITS_LONG = "-c lock_timeout=10s -c statement_timeout=30s";
  private static final String COUNT =
      "SELECT count(*) FROM pg_stat_activity WHERE application_name = ?";

  private final Connection connection;

  /**
   * @param url without parameters
   */
  public SessionObserver(String url, String user, String password) {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", password);
    properties.setProperty("ApplicationName", "robustdb-session-observer");
    properties.setProperty("options", NEVER_WAITS_LONG);
    try {
      connection = DriverManager.getConnection(url, properties);
    } catch (SQLException e) {
      throw new IllegalStateException("no connection to " + url, e);
    }
  }

  /** Runs any SQL. */
  public void execute(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the server refused: " + sql, e);
    }
  }

  /** The first column of the first row, as text. */
  public String ask(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException("the server did not answer: " + sql, e);
    }
  }

  /**
   * Waits until the server has exactly so many sessions of that application name: it notices a
   * closed socket a little later than the client.
   *
   * @throws AssertionError when it has not for a long time
   */
  public void awaitSessions(String applicationName, int expected) {
    await(COUNT, applicationName, sessions -> sessions == expected, expected + " sessions");
  }

  /**
   * Waits until the server has no more than so many sessions of that application name.
   *
   * @throws AssertionError when it has more for a long time
   */
  public void awaitAtMost(String applicationName, int most) {
    await(COUNT, applicationName, sessions -> sessions <= most, "at most " + most + " sessions");
  }

  /**
   * Waits until a session of that application name is in the middle of {@code pg_sleep}, or none.
   *
   * @throws AssertionError when that does not come for a long time
   */
  public void awaitSleeping(String applicationName, boolean expected) {
    await(
        COUNT + " AND wait_event = 'PgSleep'",
        applicationName,
        sleeping -> sleeping > 0 == expected,
        expected ? "a session that sleeps" : "no session that sleeps");
  }

  /** Ends the sessions of that application name that are in the middle of {@code pg_sleep}. */
  public void terminateSleeping(String applicationName) {
    count(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            + " WHERE wait_event = 'PgSleep' AND application_name = ?",
        applicationName);
  }

  /** Ends all sessions of that application name. */
  public void terminate(String applicationName) {
    count(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = ?",
        applicationName);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void await(String sql, String applicationName, IntPredicate enough, String what) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int seen = count(sql, applicationName);
    while (!enough.test(seen)) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "expected %s of %s within %s, last seen: %d"
                .formatted(what, applicationName, PATIENCE, seen));
      }
      pause();
      seen = count(sql, applicationName);
    }
  }

  private int count(String sql, String applicationName) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, applicationName);
      try (ResultSet answer = statement.executeQuery()) {
        answer.next();
        return answer.getInt(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the server did not answer: " + sql, e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the server", e);
    }
  }
}
