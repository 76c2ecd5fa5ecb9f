package io.robustdb.it.generated;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.BitSet;

/** The server's own word on the sessions of a program, through a session of its own. */
final class Sessions implements AutoCloseable {
  private static final long SOON_NANOS = 1_500_000_000L;

  private final Connection observer;

  Sessions(String url, String user, String password) throws SQLException {
    observer = DriverManager.getConnection(url + "?ApplicationName=observer", user, password);
  }

  /** The numbers of a program's sessions that there are now. */
  synchronized BitSet alive(String program) throws SQLException {
    BitSet alive = new BitSet();
    try (PreparedStatement question =
        observer.prepareStatement(
            "SELECT application_name FROM pg_stat_activity WHERE starts_with(application_name, ?)")) {
      question.setString(1, program + "-");
      try (ResultSet answer = question.executeQuery()) {
        while (answer.next()) {
          alive.set(Integer.parseInt(answer.getString(1).substring(program.length() + 1)));
        }
      }
    }
    return alive;
  }

  /** Those that there are once some have ended, for which the server may take a moment. */
  BitSet aliveWithout(String program, BitSet ended) throws SQLException, InterruptedException {
    long deadline = System.nanoTime() + SOON_NANOS;
    BitSet alive = alive(program);
    while (alive.intersects(ended) && System.nanoTime() - deadline < 0) {
      Thread.sleep(1);
      alive = alive(program);
    }
    return alive;
  }

  /** Ends a session at the server. */
  synchronized void terminate(String program, int number) throws SQLException {
    try (PreparedStatement end =
        observer.prepareStatement(
            "SELECT pg_terminate_backend(pid, 3000) FROM pg_stat_activity"
                + " WHERE application_name = ?")) {
      end.setString(1, program + "-" + number);
      end.execute();
    }
  }

  /** Ends all sessions of a program at the server. */
  synchronized void terminateAll(String program) throws SQLException {
    try (PreparedStatement end =
        observer.prepareStatement(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                + " WHERE starts_with(application_name, ?)")) {
      end.setString(1, program + "-");
      end.execute();
    }
  }

  @Override
  public void close() throws SQLException {
    observer.close();
  }
}
