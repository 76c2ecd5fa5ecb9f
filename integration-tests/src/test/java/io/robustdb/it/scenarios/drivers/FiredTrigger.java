package io.robustdb.it.scenarios.drivers;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.h2.api.Trigger;

/** A database in the same JVM that gives a connection of its own to the code that it calls. */
public final class FiredTrigger implements Trigger {
  private static final List<Connection> KEPT = new ArrayList<>();

  /** For the database, which makes one. */
  public FiredTrigger() {}

  /** Goes on with each line of its standard input. */
  public static void main(String[] args) throws SQLException, IOException {
    Connection connection = DriverManager.getConnection("jdbc:h2:mem:triggered");
    KEPT.add(connection);
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE account (id int)");
      statement.execute("CREATE TABLE log (id int)");
      statement.execute(
          "CREATE TRIGGER logged AFTER INSERT ON account FOR EACH ROW CALL '"
              + FiredTrigger.class.getName()
              + "'");
      System.out.println("ready");
      System.in.read();
      statement.execute("INSERT INTO account VALUES (1)");
    }
    System.out.println("fired");
    System.in.read();
  }

  @Override
  public void fire(Connection own, Object[] before, Object[] after) throws SQLException {
    try (Statement statement = own.createStatement()) {
      statement.execute("INSERT INTO log VALUES (1)");
    }
  }
}
