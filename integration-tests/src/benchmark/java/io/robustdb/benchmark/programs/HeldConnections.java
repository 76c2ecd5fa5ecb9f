package io.robustdb.benchmark.programs;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import stubdb.driver.StubDriver;

/** Opens connections without a pool: as many as its first argument says, see {@link Held#run}. */
public final class HeldConnections extends Held {
  private HeldConnections(int count) {
    super(count);
  }

  public static void main(String[] arguments) throws Exception {
    new HeldConnections(Integer.parseInt(arguments[0])).run(Arguments.afterFirst(arguments));
  }

  @Override
  Connection open(int place) throws SQLException {
    return DriverManager.getConnection(StubDriver.URL);
  }
}
