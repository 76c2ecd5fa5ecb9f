package io.robustdb.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The fix: a connection whose check fails is closed before the error goes on its way. */
final class FixedConnectionStartup implements ConnectionStartup {
  private final String url;
  private final Retries retries;

  FixedConnectionStartup(String url, Retries retries) {
    this.url = url;
    this.retries = retries;
  }

  @Override
  public Connection connect() throws SQLException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return connectOnce();
      } catch (SQLException failure) {
        retries.afterFailure(attempt, failure);
      }
    }
  }

  private Connection connectOnce() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try {
      HealthCheck.run(connection);
      return connection;
    } catch (SQLException | RuntimeException | Error failure) {
      FailedCheck.close(connection, failure);
      throw failure;
    }
  }
}
