package io.robustdb.demo;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** The bug: the checkout goes back, but a pool whose check fails is forgotten and lives on. */
final class BuggyPoolStartup implements PoolStartup {
  private final String url;
  private final Retries retries;

  BuggyPoolStartup(String url, Retries retries) {
    this.url = url;
    this.retries = retries;
  }

  @Override
  public HikariDataSource open() throws SQLException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        HikariDataSource pool = new HikariDataSource(PoolStartup.configuration(url));
        try (Connection checkout = pool.getConnection()) {
          HealthCheck.run(checkout); // when this fails, nobody closes the pool
        }
        return pool;
      } catch (SQLException failure) {
        retries.afterFailure(attempt, failure);
      }
    }
  }
}
