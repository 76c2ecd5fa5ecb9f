package io.robustdb.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A schema migration in a session of its own. While it runs, it locks the table that the health
 * check reads, so that the check fails at the server and its session lives on. For one thread.
 */
final class Migration implements AutoCloseable {
  private final Connection connection;

  private Migration(Connection connection) {
    this.connection = connection;
  }

  static Migration open(String url) throws SQLException {
    return new Migration(DriverManager.getConnection(url));
  }

  void begin() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("LOCK TABLE readiness IN ACCESS EXCLUSIVE MODE");
    }
  }

  void finish() throws SQLException {
    connection.commit();
    connection.setAutoCommit(true);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
