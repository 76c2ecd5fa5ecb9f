package io.robustdb.it.scenarios;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Holds one connection until its standard input says anything, or ends. */
public final class HoldSession {
  private HoldSession() {}

  /** Arguments: URL, user, password, and a query that tells the session, if it is to be said. */
  public static void main(String[] args) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(args[0], args[1], args[2])) {
      if (args.length > 3) {
        say(connection, args[3]);
      }
      System.out.println("ready " + connection.isValid(5));
      System.in.read();
    }
    System.out.println("closed");
  }

  private static void say(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      System.out.println("session " + answer.getString(1));
    }
  }
}
