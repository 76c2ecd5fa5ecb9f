package io.robustdb.it.harness;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/**
 * The real server of the test run, and the test's own eye on it: what is connected, by application
 * name. Tests get it as a parameter, by {@code @ExtendWith(PostgresExtension.class)}; there is one
 * for the whole run. Thread-safe.
 */
public final class Postgres implements AutoCloseable {
  private static final long PAUSE_MILLIS = 50;

  private final PostgresServer server;
  private final Connection observer;

  private Postgres(PostgresServer server) throws SQLException {
    this.server = server;
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    properties.setProperty("ApplicationName", "robustdb-observer");
    this.observer = DriverManager.getConnection(server.url(), properties);
  }

  /** Starts, or connects to, what the property {@code robustdb.test.postgres} chooses. */
  static Postgres chosen() throws SQLException {
    PostgresServer server = serverFor(System.getProperty("robustdb.test.postgres", "auto"));
    try {
      return new Postgres(server);
    } catch (SQLException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  /**
   * {@code auto} is a container where a Docker engine answers, the embedded server otherwise.
   *
   * @throws IllegalArgumentException for any other word that is no JDBC URL
   */
  static PostgresServer serverFor(String choice) {
    if (ExternalServer.isUrl(choice)) {
      return ExternalServer.at(choice);
    }
    return switch (choice) {
      case "auto" -> ContainerServer.available() ? new ContainerServer() : new EmbeddedServer();
      case "embedded" -> new EmbeddedServer();
      case "testcontainers" -> new ContainerServer();
      default ->
          throw new IllegalArgumentException(
              "robustdb.test.postgres is '"
                  + choice
                  + "': use auto, embedded, testcontainers or a jdbc:postgresql: URL");
    };
  }

  /** Without parameters. */
  public String url() {
    return server.url();
  }

  /** Every session that is opened with this URL counts for that application name. */
  public String url(String applicationName) {
    return server.url() + "?ApplicationName=" + applicationName;
  }

  public String user() {
    return server.user();
  }

  public String password() {
    return server.password();
  }

  /** How many sessions of that application name the server has now. */
  public synchronized int sessions(String applicationName) {
    return ask("select count(*) from pg_stat_activity where application_name = ?", applicationName);
  }

  /**
   * Ends all sessions of that application name on the server's side.
   *
   * @return how many there were
   */
  public synchronized int terminate(String applicationName) {
    return ask(
        "select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = ?",
        applicationName);
  }

  /**
   * Waits until the server has exactly so many sessions of that application name: it notices a
   * closed socket a little later than the client.
   *
   * @throws AssertionError when it has not within the time
   */
  public void awaitSessions(String applicationName, int expected, Duration timeout) {
    long deadline = System.nanoTime() + timeout.toNanos();
    int seen = sessions(applicationName);
    while (seen != expected) {
      if (System.nanoTime() - deadline > 0) {
        throw new AssertionError(
            "expected %d sessions of %s within %s, last seen: %d"
                .formatted(expected, applicationName, timeout, seen));
      }
      pause();
      seen = sessions(applicationName);
    }
  }

  @Override
  public void close() throws SQLException {
    try (server) {
      observer.close();
    }
  }

  private int ask(String sql, String applicationName) {
    try (PreparedStatement statement = observer.prepareStatement(sql)) {
      statement.setString(1, applicationName);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getInt(1);
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
