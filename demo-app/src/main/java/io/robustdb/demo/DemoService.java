package io.robustdb.demo;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The service: it starts while a migration still holds the database, works for a moment, stops, and
 * says at each step how many of its sessions the server sees. For one thread.
 */
final class DemoService {
  private static final String CONNECTION = "connection";
  private static final String POOL = "pool";
  private static final int ROUNDS_OF_WORK = 3;
  private static final long PAUSE_MILLIS = 100;

  private final DemoDatabase database;
  private final DemoVariant variant;
  private final PrintStream out;

  DemoService(DemoDatabase database, DemoVariant variant, PrintStream out) {
    this.database = database;
    this.variant = variant;
    this.out = out;
  }

  void run() throws SQLException, InterruptedException {
    try (SessionCount sessions = SessionCount.open(database.url("demo-admin"));
        Migration migration = Migration.open(database.url("demo-migration"))) {
      try (Connection connection = startConnection(migration, sessions);
          HikariDataSource pool = startPool(migration, sessions)) {
        work(connection, pool);
        sayStarted(CONNECTION, sessions);
        sayStarted(POOL, sessions);
      }
      sayClosed(CONNECTION, sessions);
      sayClosed(POOL, sessions);
    }
  }

  private Connection startConnection(Migration migration, SessionCount sessions)
      throws SQLException, InterruptedException {
    migration.begin();
    Retries retries = retries(CONNECTION, migration, sessions);
    return variant.connectionStartup(url(CONNECTION), retries).connect();
  }

  private HikariDataSource startPool(Migration migration, SessionCount sessions)
      throws SQLException, InterruptedException {
    migration.begin();
    Retries retries = retries(POOL, migration, sessions);
    return variant.poolStartup(url(POOL), retries).open();
  }

  /** The migration ends in time for the last attempt, so that this one succeeds. */
  private Retries retries(String resource, Migration migration, SessionCount sessions) {
    return new Retries(
        (attempt, failure) -> {
          out.printf(
              "%s: attempt %d failed (%s): %s at the server%n",
              resource, attempt, failure.getMessage(), seen(resource, sessions));
          if (attempt == Retries.MAX_ATTEMPTS - 1) {
            migration.finish();
          }
        });
  }

  private static void work(Connection connection, HikariDataSource pool)
      throws SQLException, InterruptedException {
    for (int round = 0; round < ROUNDS_OF_WORK; round++) {
      readTime(connection);
      try (Connection checkout = pool.getConnection()) {
        readTime(checkout);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static void readTime(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet time = statement.executeQuery("SELECT now()")) {
      time.next();
    }
  }

  private void sayStarted(String resource, SessionCount sessions)
      throws SQLException, InterruptedException {
    out.printf(
        "%s: started; the server sees %s of this service%n", resource, seen(resource, sessions));
  }

  private void sayClosed(String resource, SessionCount sessions)
      throws SQLException, InterruptedException {
    out.printf("%s: closed; the server still sees %s%n", resource, seen(resource, sessions));
  }

  private static String seen(String resource, SessionCount sessions)
      throws SQLException, InterruptedException {
    int count = sessions.settled(applicationName(resource));
    return count == 1 ? "1 session" : count + " sessions";
  }

  private String url(String resource) {
    return database.url(applicationName(resource));
  }

  private static String applicationName(String resource) {
    return "demo-" + resource;
  }
}
