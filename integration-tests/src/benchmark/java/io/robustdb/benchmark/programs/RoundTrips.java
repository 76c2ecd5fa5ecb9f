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
import java.util.Arrays;

/**
 * Borrows, asks a server for a number, returns, and tells the nanoseconds of CPU time for each such
 * trip: of its own thread, and of all the JVM. Its argument is the server's JDBC URL.
 *
 * <p>The thread's time is the median of many short stretches, because what else a shared machine
 * does meets some of them hard.
 */
public final class RoundTrips {
  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final int STRETCHES = 60;
  private static final int TRIPS = 300;

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
      double[] stretches = new double[STRETCHES];
      long jvm = process.getProcessCpuTime();
      for (int stretch = 0; stretch < STRETCHES; stretch++) {
        long thread = threads.getCurrentThreadCpuTime();
        for (int trip = 0; trip < TRIPS; trip++) {
          trip(pool);
        }
        stretches[stretch] = (double) (threads.getCurrentThreadCpuTime() - thread) / TRIPS;
      }
      jvm = process.getProcessCpuTime() - jvm;
      Arrays.sort(stretches);
      System.out.println("thread=" + stretches[STRETCHES / 2]);
      System.out.println("jvm=" + (double) jvm / STRETCHES / TRIPS);
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
