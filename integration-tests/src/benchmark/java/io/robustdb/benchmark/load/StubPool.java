package io.robustdb.benchmark.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import stubdb.driver.StubDriver;

/** Makes HikariCP pools of stub connections. */
public final class StubPool {
  /** The system property that sets HikariCP's own leak detection, in milliseconds. */
  public static final String LEAK_DETECTION = "benchmark.leakDetection";

  private static final long PAUSE_MILLIS = 50;

  private StubPool() {}

  /**
   * A pool in use: it is full, and a statement has been executed.
   *
   * @param size the number of its connections
   */
  public static HikariDataSource open(int size) throws InterruptedException, SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(StubDriver.URL);
    config.setMaximumPoolSize(size);
    config.setMaxLifetime(0);
    config.setLeakDetectionThreshold(Long.getLong(LEAK_DETECTION, 0));
    HikariDataSource pool = new HikariDataSource(config);
    while (pool.getHikariPoolMXBean().getIdleConnections() < size) {
      Thread.sleep(PAUSE_MILLIS);
    }
    try (Connection connection = pool.getConnection();
        Statement first = connection.createStatement()) {
      first.execute("SELECT 1");
    }
    return pool;
  }
}
