package io.robustdb.it.scenarios.guard;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/** Checks of a connection, those that fail at the server and one that does not. */
final class Checks {
  private static final String FAILS = "SELECT 1 FROM not_there_yet";

  private Checks() {}

  static void fail(Connection connection) throws SQLException {
    try (Statement check = connection.createStatement()) {
      check.execute(FAILS);
    }
  }

  static void failPrepared(Connection connection) throws SQLException {
    try (PreparedStatement check = connection.prepareStatement(FAILS)) {
      check.executeQuery();
    }
  }

  static void failCall(Connection connection) throws SQLException {
    try (CallableStatement check = connection.prepareCall("{call not_there_yet()}")) {
      check.execute();
    }
  }

  static void failBatch(Connection connection) throws SQLException {
    try (Statement check = connection.createStatement()) {
      check.addBatch("INSERT INTO not_there_yet VALUES (1)");
      check.executeBatch();
    }
  }

  static void timeOut(Connection connection) throws SQLException {
    try (Statement check = connection.createStatement()) {
      check.setQueryTimeout(1);
      check.execute("SELECT pg_sleep(5)");
    }
  }

  static void succeed(Connection connection) throws SQLException {
    try (Statement check = connection.createStatement()) {
      check.execute("SELECT 1");
    }
  }
}
