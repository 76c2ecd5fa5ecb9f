package io.robustdb.it.scenarios.guard;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Set;

/**
 * Start-up code that forgets its connection when it cannot be set up, with a driver that asks its
 * server for what PostgreSQL's sets by itself.
 */
public final class SetUps {
  private static final int ATTEMPTS = 3;
  private static final int MOST_LOOKS = 50;
  private static final long PAUSE_MILLIS = 10;

  private final String[] account;
  private final Connection observer;
  private final Set<Long> before;

  private SetUps(String... account) throws SQLException {
    this.account = account;
    this.observer = open();
    this.before = sessions();
  }

  /** Arguments: URL, user, password of MariaDB, and {@code catalog} or {@code auto-commit}. */
  public static void main(String[] args) throws Exception {
    new SetUps(args[0], args[1], args[2]).repeat(args[3]);
  }

  private void repeat(String shape) throws SQLException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        System.out.println(shape + " did not fail " + setUp(shape));
      } catch (SQLException failure) {
        Said.failure(shape, failure);
        System.out.println("sessions " + shape + " " + settled());
      }
    }
    observer.close();
  }

  private Connection setUp(String shape) throws SQLException {
    Connection connection = open();
    if (shape.equals("catalog")) {
      connection.setCatalog("not_there_yet");
    } else {
      killOthers();
      connection.setAutoCommit(false);
    }
    return connection;
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(account[0], account[1], account[2]);
  }

  private void killOthers() throws SQLException {
    Set<Long> opened = sessions();
    opened.removeAll(before);
    try (Statement kill = observer.createStatement()) {
      for (long session : opened) {
        kill.execute("KILL " + session);
      }
    }
  }

  /** A session takes a moment to end. */
  private int settled() throws SQLException, InterruptedException {
    Set<Long> left = Set.of();
    for (int look = 0; look < MOST_LOOKS; look++) {
      left = sessions();
      left.removeAll(before);
      if (left.isEmpty()) {
        return 0;
      }
      Thread.sleep(PAUSE_MILLIS);
    }
    return left.size();
  }

  private Set<Long> sessions() throws SQLException {
    Set<Long> sessions = new HashSet<>();
    try (Statement statement = observer.createStatement();
        ResultSet list = statement.executeQuery("SELECT id FROM information_schema.processlist")) {
      while (list.next()) {
        sessions.add(list.getLong(1));
      }
    }
    return sessions;
  }
}
