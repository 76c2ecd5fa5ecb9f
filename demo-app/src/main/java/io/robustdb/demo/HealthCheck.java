package io.robustdb.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks the database whether it is ready. */
final class HealthCheck {
  private HealthCheck() {}

  /** Fails while a {@link Migration} locks the table: the server cancels what waits too long. */
  static void run(Connection connection) throws SQLException {
    try (Statement check = connection.createStatement()) {
      check.execute("SELECT 1 FROM readiness");
    }
  }
}
