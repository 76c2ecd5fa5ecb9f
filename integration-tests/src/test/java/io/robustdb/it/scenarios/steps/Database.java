package io.robustdb.it.scenarios.steps;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Where the steps connect to. Immutable. */
record Database(String url, String user, String password) {

  /** For a connection without more ado. */
  String urlWithUser() {
    return url + (url.contains("?") ? "&" : "?") + "user=" + user + "&password=" + password;
  }

  static void use(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  /** The number of the session at the server. */
  static int session(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT pg_backend_pid()")) {
      answer.next();
      return answer.getInt(1);
    }
  }
}
