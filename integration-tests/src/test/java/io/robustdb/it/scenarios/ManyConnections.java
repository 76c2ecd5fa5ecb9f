package io.robustdb.it.scenarios;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Opens many connections to a database in memory and closes none. */
public final class ManyConnections {
  private static final List<Connection> KEPT = new ArrayList<>();

  private ManyConnections() {}

  /** Argument: how many. */
  public static void main(String[] args) throws SQLException {
    int count = Integer.parseInt(args[0]);
    for (int number = 0; number < count; number++) {
      KEPT.add(DriverManager.getConnection("jdbc:h2:mem:many"));
    }
    System.out.println("open " + KEPT.size());
  }
}
