package io.robustdb.it.scenarios.pools;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** A pool that has been in use for a while when somebody begins to look. */
public final class InUse {
  private static final List<Object> KEPT = new ArrayList<>();

  private InUse() {}

  /** Arguments: URL, user, password, product. Goes on with each line of its standard input. */
  public static void main(String[] args) throws Exception {
    PoolFactory factory = PoolFactory.of(args[3]);
    DataSource pool = factory.open(args[0], args[1], args[2], "in-use");
    KEPT.add(pool);
    Connection held = pool.getConnection();
    KEPT.add(held);
    use(held);
    try (Connection returned = pool.getConnection()) {
      use(returned);
      KEPT.add(returned);
    }
    System.out.println("ready");
    System.in.read();
    held.close();
    System.out.println("returned");
    System.in.read();
    factory.close(pool);
    System.out.println("closed");
    System.in.read();
  }

  private static void use(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }
}
