package io.robustdb.benchmark.programs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import stubdb.driver.StubDriver;

/**
 * Opens connections whose check fails and forgets them, on a heap of some 900,000 objects, and
 * tells the milliseconds that an attempt takes: the first ones, where the guard walks over all
 * objects, and later ones, where the code is enough for it.
 */
public final class FailingChecks {
  private static final int OBJECTS = 900_000;
  private static final int FIRST = 3;
  private static final int LATER = 50;
  private static final double NANOS = 1_000_000;

  /** What an application may hold. */
  private static final Object[][] HEAP = new Object[OBJECTS / 2][];

  private FailingChecks() {}

  public static void main(String[] arguments) {
    for (int index = 0; index < HEAP.length; index++) {
      HEAP[index] = new Object[] {new Object[0]};
    }
    System.out.println("first=" + median(FIRST));
    System.out.println("later=" + median(LATER));
  }

  private static double median(int attempts) {
    double[] millis = new double[attempts];
    for (int attempt = 0; attempt < attempts; attempt++) {
      long start = System.nanoTime();
      try {
        open();
      } catch (SQLException | IllegalStateException expected) {
        millis[attempt] = (System.nanoTime() - start) / NANOS;
      }
    }
    Arrays.sort(millis);
    return millis[attempts / 2];
  }

  private static Connection open() throws SQLException {
    Connection connection = DriverManager.getConnection(StubDriver.URL);
    if (!connection.isClosed()) {
      throw new IllegalStateException("as if it were not ready");
    }
    return connection;
  }
}
