package io.robustdb.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The bug: a connection whose check fails is forgotten, and the server keeps its session. */
final class BuggyConnectionStartup implements ConnectionStartup {
  private final String url;
  private final Retries retries;

  BuggyConnectionStartup(String url, Retries retries) {
    this.url = url;
    this.retries = retries;
  }

  @Override
  public Connection connect() throws SQLException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        Connection connection = DriverManager.getConnection(url);
        HealthCheck.run(connection); // when this fails, nobody closes the connection
        return connection;
      } catch (SQLException failure) {
        retries.afterFailure(attempt, failure);
      }
    }
  }
}
