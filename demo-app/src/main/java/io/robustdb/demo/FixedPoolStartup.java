package io.robustdb.demo;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** The fix: a pool whose check fails is closed before the error goes on its way. */
final class FixedPoolStartup implements PoolStartup {
  private final String url;
  private final Retries retries;

  FixedPoolStartup(String url, Retries retries) {
    this.url = url;
    this.retries = retries;
  }

  @Override
  public HikariDataSource open() throws SQLException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try {
        return openOnce();
      } catch (SQLException failure) {
        retries.afterFailure(attempt, failure);
      }
    }
  }

  private HikariDataSource openOnce() throws SQLException {
    HikariDataSource pool = new HikariDataSource(PoolStartup.configuration(url));
    try {
      try (Connection checkout = pool.getConnection()) {
        HealthCheck.run(checkout);
      }
      return pool;
    } catch (SQLException | RuntimeException | Error failure) {
      FailedCheck.close(pool, failure);
      throw failure;
    }
  }
}
