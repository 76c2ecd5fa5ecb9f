package io.robustdb.benchmark.programs;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.dbcp2.BasicDataSource;
import stubdb.driver.StubDriver;

/**
 * Takes all connections out of a pool that has opened them before: as many as its first argument
 * says, see {@link Held#run}. A pool of Apache DBCP, because HikariCP waits thirty milliseconds
 * after each connection that it opens, and searches through all of them for one that is idle.
 */
public final class HeldCheckouts extends Held {
  private final BasicDataSource pool;

  private HeldCheckouts(int count, BasicDataSource pool) {
    super(count);
    this.pool = pool;
  }

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    try (BasicDataSource pool = new BasicDataSource()) {
      pool.setUrl(StubDriver.URL);
      pool.setMaxTotal(count);
      pool.setMaxIdle(count);
      pool.setInitialSize(count);
      pool.start();
      new HeldCheckouts(count, pool).run(Arguments.afterFirst(arguments));
    }
  }

  @Override
  Connection open(int place) throws SQLException {
    return pool.getConnection();
  }
}
