package io.robustdb.demo;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Counts the sessions that the server sees, through a connection of its own. For one thread. */
final class SessionCount implements AutoCloseable {
  private static final int SAME_READINGS = 6;
  private static final long PAUSE_MILLIS = 50;

  private final Connection connection;

  private SessionCount(Connection connection) {
    this.connection = connection;
  }

  static SessionCount open(String url) throws SQLException {
    return new SessionCount(DriverManager.getConnection(url));
  }

  /**
   * The number of sessions once it has stood still for a quarter of a second: the server ends a
   * session a little after its client has closed it, and a pool opens some in the background.
   */
  int settled(String applicationName) throws SQLException, InterruptedException {
    int count = now(applicationName);
    for (int same = 1; same < SAME_READINGS; ) {
      Thread.sleep(PAUSE_MILLIS);
      int next = now(applicationName);
      same = next == count ? same + 1 : 1;
      count = next;
    }
    return count;
  }

  private int now(String applicationName) throws SQLException {
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = ?")) {
      query.setString(1, applicationName);
      try (ResultSet result = query.executeQuery()) {
        result.next();
        return result.getInt(1);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
