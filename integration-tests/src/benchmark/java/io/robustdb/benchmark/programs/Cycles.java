package io.robustdb.benchmark.programs;

import com.zaxxer.hikari.HikariDataSource;
import io.robustdb.benchmark.load.StubPool;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import stubdb.driver.StubDriver;

/**
 * Opens, uses and closes as often as its second argument says, in a pool or without one as its
 * first one says, and tells by how many kilobytes the heap has grown since the first tenth.
 */
public final class Cycles {
  private static final int FIRST_PART = 10;
  private static final double KILOBYTE = 1000;

  private Cycles() {}

  public static void main(String[] arguments) throws Exception {
    long cycles = Long.parseLong(arguments[1]);
    try (HikariDataSource pool = StubPool.open(4)) {
      Source source =
          arguments[0].equals("pool")
              ? pool::getConnection
              : () -> DriverManager.getConnection(StubDriver.URL);
      run(source, cycles / FIRST_PART);
      long before = Heap.settled();
      run(source, cycles - cycles / FIRST_PART);
      System.out.println("growth=" + (Heap.settled() - before) / KILOBYTE);
    }
  }

  /** Where connections come from. */
  private interface Source {
    Connection open() throws SQLException;
  }

  private static void run(Source source, long cycles) throws SQLException {
    for (long cycle = 0; cycle < cycles; cycle++) {
      try (Connection connection = source.open();
          PreparedStatement statement = connection.prepareStatement("SELECT 1")) {
        statement.execute();
      }
    }
  }
}
