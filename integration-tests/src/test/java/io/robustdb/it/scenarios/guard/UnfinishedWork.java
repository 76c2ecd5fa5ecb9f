package io.robustdb.it.scenarios.guard;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Start-up code that forgets connections with work in them that nobody has committed, at Derby,
 * which closes no such connection.
 */
public final class UnfinishedWork {
  private static final String URL = "jdbc:derby:memory:unfinished;create=true";

  private UnfinishedWork() {}

  public static void main(String[] args) throws SQLException {
    run("CREATE TABLE done (attempt int)");
    for (int attempt = 0; attempt < Attempts.ATTEMPTS; attempt++) {
      try {
        System.out.println("did not fail: " + open(attempt));
      } catch (IllegalStateException failure) {
        Said.failure("unfinished", failure);
      }
    }
    System.out.println("rows " + rows());
  }

  private static void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection open(int attempt) throws SQLException {
    Connection connection = DriverManager.getConnection(URL);
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO done VALUES (" + attempt + ")");
    }
    if (connection.isReadOnly()) {
      return connection;
    }
    throw new IllegalStateException("must be read only");
  }

  /** What is not committed counts, too. */
  private static int rows() throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM done WITH UR")) {
      rows.next();
      return rows.getInt(1);
    }
  }
}
