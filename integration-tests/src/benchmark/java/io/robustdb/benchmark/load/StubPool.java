package io.robustdb.benchmark.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import stubdb.driver.StubDriver;

/** Makes HikariCP pools of stub connections. */
public final class StubPool {
  /** The system property that sets HikariCP's own leak detection, in milliseconds. */
  public static final String LEAK_DETECTION = "benchmark.leakDetection";

  private static final long PAUSE_MILLIS = 50;

  private StubPool() {}

  /**
   * A pool that is full from the start.
   *
   * @param size the number of its connections
   */
  public static HikariDataSource open(int size) throws InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(StubDriver.URL);
    config.setMaximumPoolSize(size);
    config.setMaxLifetime(0);
    config.setLeakDetectionThreshold(Long.getLong(LEAK_DETECTION, 0));
    HikariDataSource pool = new HikariDataSource(config);
    while (pool.getHikariPoolMXBean().getIdleConnections() < size) {
      Thread.sleep(PAUSE_MILLIS);
    }
    return pool;
  }
}
