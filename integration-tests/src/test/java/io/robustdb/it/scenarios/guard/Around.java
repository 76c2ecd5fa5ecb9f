package io.robustdb.it.scenarios.guard;

import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Gives out handles around one connection, and closes that when it is closed: start-up code loses
 * it while others go on with the connection.
 */
final class Around implements DataSource, AutoCloseable {
  private static final int TIMES = 3;

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final Map<Integer, Connection> BY_NUMBER = new ConcurrentHashMap<>();

  private final Connection connection;
  private final boolean distant;

  private Around(Connection connection) {
    this(connection, false);
  }

  /**
   * @param distant whether its handles lead to nothing, as those of something remote
   */
  private Around(Connection connection, boolean distant) {
    this.connection = connection;
    this.distant = distant;
  }

  /** False for a name that is none of these. */
  static boolean take(Server server, String name) throws SQLException {
    switch (name) {
      case "around-connection" -> lose(name, server.open(name));
      case "around-checkout" -> {
        // which is in a field of the pool, and does not lead to it
        Around pool = new Around(server.open(name));
        Checks.succeed(pool.getConnection());
        lose(name, pool.getConnection());
        pool.close();
      }
      case "around-distant-checkout" -> {
        Around pool = new Around(server.open(name), true);
        Checks.succeed(pool.getConnection());
        lose(name, pool.getConnection());
        pool.close();
      }
      case "around-own" -> {
        for (int time = 0; time < TIMES; time++) {
          try {
            loseBoth(server, name);
          } catch (SQLException expected) {
            Said.failure(name, expected);
          }
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void loseBoth(Server server, String name) throws SQLException {
    Connection own = server.open(name);
    Around around = new Around(own);
    Checks.fail(around.getConnection());
  }

  private static void lose(String name, Connection shared) throws SQLException {
    for (int time = 0; time < TIMES; time++) {
      try {
        openAndLose(shared);
      } catch (SQLException expected) {
        Said.failure(name, expected);
      }
    }
    Said.works(name, shared);
  }

  private static void openAndLose(Connection shared) throws SQLException {
    Around around = new Around(shared);
    Checks.fail(around.getConnection());
  }

  @Override
  public Connection getConnection() throws SQLException {
    if (distant) {
      return distantHandle();
    }
    Connection inner = connection; // so that the handle does not lead here
    return handle(() -> inner, () -> {});
  }

  /** Closed, it is of no use any more. */
  private Connection distantHandle() {
    int number = NEXT.getAndIncrement();
    BY_NUMBER.put(number, connection);
    return handle(() -> BY_NUMBER.get(number), () -> BY_NUMBER.remove(number));
  }

  private static Connection handle(Supplier<@Nullable Connection> inner, Runnable close) {
    return (Connection)
        Proxy.newProxyInstance(
            Around.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                close.run();
                return null;
              }
              Connection found = inner.get();
              if (found == null) {
                throw new SQLException("the handle is closed");
              }
              try {
                return method.invoke(found, arguments);
              } catch (InvocationTargetException failure) {
                throw failure.getCause();
              }
            });
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  @Override
  public PrintWriter getLogWriter() {
    return new PrintWriter(Writer.nullWriter());
  }

  @Override
  public void setLogWriter(PrintWriter out) {}

  @Override
  public void setLoginTimeout(int seconds) {}

  @Override
  public int getLoginTimeout() {
    return 0;
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException();
  }

  @Override
  public <T> T unwrap(Class<T> type) {
    return type.cast(connection);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(connection);
  }
}
