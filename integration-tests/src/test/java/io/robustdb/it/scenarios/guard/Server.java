package io.robustdb.it.scenarios.guard;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The server that the programs connect to, and a session of their own to ask it. */
public final class Server implements AutoCloseable {
  private static final int MOST_ATTEMPTS = 50;
  private static final long PAUSE_MILLIS = 10;

  private final String url;
  private final String user;
  private final String password;
  private final Connection observer;

  public Server(String url, String user, String password) throws SQLException {
    this.url = url;
    this.user = user;
    this.password = password;
    this.observer = DriverManager.getConnection(url("observer"), user, password);
  }

  /** All sessions of this URL are counted together. */
  public String url(String name) {
    return url + "-" + name;
  }

  public String user() {
    return user;
  }

  public String password() {
    return password;
  }

  Connection open(String name) throws SQLException {
    return DriverManager.getConnection(url(name), user, password);
  }

  /** How many sessions the server has for a name; a session takes a moment to end. */
  public int sessions(String name) throws SQLException, InterruptedException {
    int fewest = Integer.MAX_VALUE;
    for (int attempt = 0; attempt < MOST_ATTEMPTS && fewest > 0; attempt++) {
      fewest = Math.min(fewest, sessionsNow(name));
      Thread.sleep(PAUSE_MILLIS);
    }
    return fewest;
  }

  int sessionsNow(String name) throws SQLException {
    try (PreparedStatement count =
        observer.prepareStatement(
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = ?")) {
      count.setString(1, applicationName(name));
      try (ResultSet answer = count.executeQuery()) {
        answer.next();
        return answer.getInt(1);
      }
    }
  }

  /** Ends the sessions of a name at the server. */
  void terminate(String name) throws SQLException {
    try (PreparedStatement end =
        observer.prepareStatement(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = ?")) {
      end.setString(1, applicationName(name));
      end.execute();
    }
  }

  @Override
  public void close() throws SQLException {
    observer.close();
  }

  private String applicationName(String name) {
    return url(name).substring(url.indexOf("ApplicationName=") + "ApplicationName=".length());
  }
}
