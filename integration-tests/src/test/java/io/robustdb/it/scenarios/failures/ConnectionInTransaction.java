package io.robustdb.it.scenarios.failures;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Reads what it needs in a transaction and does not like what it read. Its session has work that
 * must be rolled back, which takes an answer of the server.
 */
final class ConnectionInTransaction {
  private final Order order;
  private final Prompt prompt;

  ConnectionInTransaction(Order order, Prompt prompt) {
    this.order = order;
    this.prompt = prompt;
  }

  Connection start() throws SQLException {
    while (true) {
      try {
        return openAndRead();
      } catch (IllegalStateException failure) {
        prompt.failed(order, failure);
      }
    }
  }

  private Connection openAndRead() throws SQLException {
    Connection connection =
        DriverManager.getConnection(order.url(), order.user(), order.password());
    connection.setAutoCommit(false);
    Check.run(order, connection);
    if (prompt.opened(order).equals("refuse")) {
      throw new IllegalStateException("the schema is too old");
    }
    return connection;
  }
}
