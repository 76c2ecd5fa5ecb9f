package io.robustdb.it.scenarios.failures;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A method opens and checks, its caller tries again. */
final class ConnectionInMethod {
  private final Order order;
  private final Prompt prompt;

  ConnectionInMethod(Order order, Prompt prompt) {
    this.order = order;
    this.prompt = prompt;
  }

  Connection start() throws SQLException {
    while (true) {
      try {
        return openChecked();
      } catch (SQLException failure) {
        prompt.failed(order, failure);
      } catch (IllegalStateException failure) {
        prompt.failed(order, failure);
      }
    }
  }

  private Connection openChecked() throws SQLException {
    Connection connection =
        DriverManager.getConnection(order.url(), order.user(), order.password());
    prompt.opened(order);
    Check.run(order, connection);
    return connection;
  }
}
