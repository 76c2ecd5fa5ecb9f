package io.robustdb.demo;

import java.sql.Connection;
import java.sql.SQLException;

/** Opens the service's connection and checks it, with retries. */
interface ConnectionStartup {
  /**
   * Returns the connection that passed the health check; the caller closes it.
   *
   * @throws SQLException the failure of the last attempt
   */
  Connection connect() throws SQLException, InterruptedException;
}
