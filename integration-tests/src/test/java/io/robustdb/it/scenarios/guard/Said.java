package io.robustdb.it.scenarios.guard;

import java.sql.Connection;
import java.sql.SQLException;

/** What the programs say of what they have kept. Stateless. */
final class Said {
  private Said() {}

  /** What was left must be as good as ever. */
  static void works(String name, Connection connection) throws SQLException {
    Checks.succeed(connection);
    System.out.println(name + " works");
    connection.close();
  }

  static void failure(String name, Throwable failure) {
    System.out.println(
        name
            + " failed with "
            + failure.getClass().getName()
            + ", suppressed "
            + failure.getSuppressed().length);
  }

  static void worksQuietly(String name, Connection connection) {
    try {
      works(name, connection);
    } catch (SQLException failure) {
      failure(name, failure);
    }
  }
}
