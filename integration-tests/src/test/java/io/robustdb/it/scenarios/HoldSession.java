package io.robustdb.it.scenarios;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Holds one connection until its standard input says anything, or ends. */
public final class HoldSession {
  private HoldSession() {}

  /** Arguments: URL, user, password. */
  public static void main(String[] args) throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(args[0], args[1], args[2])) {
      System.out.println("ready " + connection.isValid(5));
      System.in.read();
    }
    System.out.println("closed");
  }
}
