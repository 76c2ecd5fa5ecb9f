package io.robustdb.benchmark.programs;

import com.sun.management.OperatingSystemMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Borrows, asks a server for a number, returns, and tells the nanoseconds of CPU time for each such
 * trip: of its own thread, and of all the JVM. Its argument is the server's JDBC URL.
 */
public final class RoundTrips {
  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final int TRIPS = 15_000;

  private RoundTrips() {}

  public static void main(String[] arguments) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername("postgres");
    config.setMaximumPoolSize(4);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    OperatingSystemMXBean process =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    try (HikariDataSource pool = new HikariDataSource(config)) {
      long start = System.nanoTime();
      while (System.nanoTime() - start < WARM_UP_NANOS) {
        trip(pool);
      }
      long thread = threads.getCurrentThreadCpuTime();
      long jvm = process.getProcessCpuTime();
      for (int trip = 0; trip < TRIPS; trip++) {
        trip(pool);
      }
      thread = threads.getCurrentThreadCpuTime() - thread;
      jvm = process.getProcessCpuTime() - jvm;
      System.out.println("thread=" + (double) thread / TRIPS);
      System.out.println("jvm=" + (double) jvm / TRIPS);
    }
  }

  private static void trip(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement("SELECT 1");
        ResultSet numbers = statement.executeQuery()) {
      if (!numbers.next() || numbers.getInt(1) != 1) {
        throw new SQLException("the server does not know what 1 is");
      }
    }
  }
}
