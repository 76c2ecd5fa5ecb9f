package io.robustdb.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A real PostgreSQL server of the demo's own, with the table that the health check reads. */
final class DemoDatabase implements AutoCloseable {
  private static final Duration STATEMENT_TIMEOUT = Duration.ofMillis(500);

  private final EmbeddedPostgres server;

  private DemoDatabase(EmbeddedPostgres server) {
    this.server = server;
  }

  static DemoDatabase start() throws IOException, SQLException {
    DemoDatabase database = new DemoDatabase(EmbeddedPostgres.start());
    try {
      database.createReadinessTable();
      return database;
    } catch (SQLException | RuntimeException | Error failure) {
      FailedCheck.close(database, failure);
      throw failure;
    }
  }

  private void createReadinessTable() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url("demo-setup"));
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE readiness AS SELECT true AS ready");
    }
  }

  /**
   * The address for one user of the server, who appears under this name in {@code
   * pg_stat_activity}. The server cancels what takes this user longer than half a second.
   */
  String url(String applicationName) {
    return server.getJdbcUrl("postgres", "postgres")
        + "&ApplicationName="
        + applicationName
        + "&options=-c%20statement_timeout="
        + STATEMENT_TIMEOUT.toMillis();
  }

  /** Stops the server, which ends the sessions that are still open. */
  @Override
  public void close() throws IOException {
    server.close();
  }
}
