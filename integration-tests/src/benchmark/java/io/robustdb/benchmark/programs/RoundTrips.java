package io.robustdb.benchmark.programs;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Borrows, asks a server for a number, returns: as many such trips as a line on stdin says, and
 * answers each line with the nanoseconds of its thread's CPU time for one of them. Its argument is
 * the server's JDBC URL.
 */
public final class RoundTrips {
  private RoundTrips() {}

  public static void main(String[] arguments) throws IOException, SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(arguments[0]);
    config.setUsername("postgres");
    config.setMaximumPoolSize(4);
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    BufferedReader turns =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (HikariDataSource pool = new HikariDataSource(config)) {
      for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
        int trips = Integer.parseInt(turn);
        long start = threads.getCurrentThreadCpuTime();
        for (int trip = 0; trip < trips; trip++) {
          trip(pool);
        }
        System.out.println((double) (threads.getCurrentThreadCpuTime() - start) / trips);
      }
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
