package io.robustdb.it.scenarios.failures;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** What a start-up asks a fresh connection before it goes on. */
final class Check {
  private Check() {}

  /**
   * Checks as ordered.
   *
   * @throws IllegalStateException where the connection says that it is not valid
   */
  static void run(Order order, Connection connection) throws SQLException {
    if (order.check().equals("isValid")) {
      if (!connection.isValid(order.checkSeconds())) {
        throw new IllegalStateException("the connection is not valid");
      }
      return;
    }
    try (Statement check = connection.createStatement()) {
      check.setQueryTimeout(order.checkSeconds());
      check.execute(order.check());
    }
  }

  static void succeed(Connection connection) throws SQLException {
    try (Statement check = connection.createStatement()) {
      check.execute("SELECT 1");
    }
  }
}
