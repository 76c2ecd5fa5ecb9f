package io.robustdb.it.scenarios.failures;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** One method opens, checks and tries again. */
final class ConnectionInLoop {
  private final Order order;
  private final Prompt prompt;

  ConnectionInLoop(Order order, Prompt prompt) {
    this.order = order;
    this.prompt = prompt;
  }

  Connection start() throws SQLException {
    while (true) {
      try {
        Connection connection =
            DriverManager.getConnection(order.url(), order.user(), order.password());
        prompt.opened(order);
        Check.run(order, connection);
        return connection;
      } catch (SQLException failure) {
        prompt.failed(order, failure);
      }
    }
  }
}
