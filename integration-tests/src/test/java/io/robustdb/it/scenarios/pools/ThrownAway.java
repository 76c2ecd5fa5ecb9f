package io.robustdb.it.scenarios.pools;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;
import org.apache.commons.dbcp2.DelegatingConnection;
import org.apache.commons.dbcp2.DriverManagerConnectionFactory;
import org.apache.commons.dbcp2.PoolableConnection;
import org.apache.commons.dbcp2.PoolableConnectionFactory;
import org.apache.commons.dbcp2.PoolingDataSource;
import org.apache.commons.pool2.impl.GenericObjectPool;

/** Checkouts that are never closed, and whose connections are. */
public final class ThrownAway {
  private static final long LONG_MILLIS = 1500;
  private static final int AT_ONCE = 3000;

  private ThrownAway() {}

  /** Arguments: URL, user, password, and who closes the connection. */
  public static void main(String[] args) throws Exception {
    try (BasicDataSource pool = new BasicDataSource()) {
      pool.setUrl(args[0]);
      pool.setUsername(args[1]);
      pool.setPassword(args[2]);
      pool.setMaxTotal(2);
      List<Connection> borrowed = new ArrayList<>();
      switch (args[3]) {
        case "invalidated" -> {
          borrowed.add(borrow(pool));
          pool.invalidateConnection(borrowed.get(0));
        }
        case "invalidated-at-once" -> {
          pool.setMaxTotal(AT_ONCE + 1);
          List<Connection> many = new ArrayList<>();
          for (int i = 0; i < AT_ONCE; i++) {
            many.add(borrow(pool));
          }
          borrowed.add(borrow(pool));
          for (Connection connection : many) {
            pool.invalidateConnection(connection);
          }
          Thread.sleep(LONG_MILLIS);
          borrowed.add(borrow(pool));
        }
        case "evicted-beside" -> {
          pool.setMinEvictableIdle(Duration.ofMillis(1));
          borrowed.add(borrow(pool));
          borrow(pool).close();
          Thread.sleep(LONG_MILLIS);
          pool.evict();
        }
        case "reclaimed" -> {
          pool.setMaxTotal(1);
          pool.setRemoveAbandonedOnBorrow(true);
          pool.setRemoveAbandonedTimeout(Duration.ofSeconds(1));
          borrowed.add(borrow(pool));
          Thread.sleep(LONG_MILLIS);
          borrowed.add(pool.getConnection());
          borrowed.remove(1).close();
        }
        case "behind-its-back" -> {
          pool.setAccessToUnderlyingConnectionAllowed(true);
          borrowed.add(borrow(pool));
          ((DelegatingConnection<?>) borrowed.get(0)).getInnermostDelegate().close();
        }
        case "given-back-behind-its-back" -> {
          borrowed.add(borrowFromWithin(args));
        }
        default -> throw new IllegalArgumentException("no such thing: " + args[3]);
      }
      System.out.println("idle " + pool.getNumIdle() + ", active " + pool.getNumActive());
    }
  }

  /** The pool has the connection back, and is closed inside its data source. */
  private static Connection borrowFromWithin(String... account) throws SQLException {
    PoolableConnectionFactory factory =
        new PoolableConnectionFactory(
            new DriverManagerConnectionFactory(account[0], account[1], account[2]), null);
    try (GenericObjectPool<PoolableConnection> objects = new GenericObjectPool<>(factory)) {
      factory.setPool(objects);
      PoolingDataSource<PoolableConnection> source = new PoolingDataSource<>(objects);
      source.setAccessToUnderlyingConnectionAllowed(true);
      Connection borrowed = borrow(source);
      ((DelegatingConnection<?>) borrowed).getDelegate().close();
      System.out.println("idle inside " + objects.getNumIdle());
      return borrowed;
    }
  }

  private static Connection borrow(DataSource pool) throws SQLException {
    Connection connection = pool.getConnection(); // site: borrowed
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
    return connection;
  }
}
