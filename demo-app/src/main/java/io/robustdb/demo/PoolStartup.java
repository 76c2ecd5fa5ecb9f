package io.robustdb.demo;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;

/** Creates the service's pool and checks it, with retries. */
interface PoolStartup {
  /** Every pool keeps this many sessions. */
  int POOL_SIZE = 2;

  /**
   * Returns the pool that passed the health check; the caller closes it.
   *
   * @throws SQLException the failure of the last attempt
   */
  HikariDataSource open() throws SQLException, InterruptedException;

  /** A pool of fixed size, as HikariCP recommends: the minimum of idle sessions is the maximum. */
  static HikariConfig configuration(String url) {
    HikariConfig configuration = new HikariConfig();
    configuration.setPoolName("demo-pool");
    configuration.setJdbcUrl(url);
    configuration.setMaximumPoolSize(POOL_SIZE);
    configuration.setConnectionTimeout(5_000);
    return configuration;
  }
}
