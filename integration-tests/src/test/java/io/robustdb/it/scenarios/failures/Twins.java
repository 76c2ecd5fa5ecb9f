package io.robustdb.it.scenarios.failures;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A connection and a pool that were opened first and are used with success throughout. */
final class Twins implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  private final Connection connection;
  private final HikariDataSource pool;

  Twins(String url, String user, String password) throws SQLException {
    connection = DriverManager.getConnection(url, user, password);
    pool = new HikariDataSource(Pool.config(url, user, password, PATIENCE_MILLIS));
    work();
  }

  void work() throws SQLException {
    Check.succeed(connection);
    try (Connection borrowed = pool.getConnection()) {
      Check.succeed(borrowed);
    }
  }

  @Override
  public void close() throws SQLException {
    pool.close();
    connection.close();
  }
}
