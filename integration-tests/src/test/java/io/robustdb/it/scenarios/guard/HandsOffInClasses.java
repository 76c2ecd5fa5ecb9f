package io.robustdb.it.scenarios.guard;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Start-up code whose connections hang on what classes, loaders and pools are made of. */
final class HandsOffInClasses {
  private static @Nullable Server atStart;
  private static String nameAtStart = "";
  private static @Nullable Connection kept;

  private final Server server;

  HandsOffInClasses(Server server) {
    this.server = server;
  }

  /** False for a name that is none of these. */
  boolean take(String name) throws Exception {
    switch (name) {
      case "initialiser" -> initialiser(name);
      case "loader-field" -> loaderField(name);
      case "checkout-of-lost-pool" -> checkoutOfLostPool(name);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void works(String name, Connection connection) throws SQLException, InterruptedException {
    Checks.succeed(connection);
    System.out.println(name + " works, sessions " + server.sessionsNow(name));
    connection.close();
  }

  /** While its initialiser runs, a class is not initialised yet, but what it has set is there. */
  private void initialiser(String name) throws SQLException, InterruptedException {
    atStart = server;
    nameAtStart = name;
    Checks.succeed(Early.PRIMARY.connection);
    works(name, Early.REPLICA.connection); // counts both: the server takes a moment to end one
    Early.PRIMARY.connection.close();
  }

  /** Opens while its class is being initialised, at one line for both. */
  private static final class Early {
    static final Early PRIMARY = new Early();
    static final Early REPLICA = new Early();
    final Connection connection;

    Early() {
      try {
        connection = Objects.requireNonNull(atStart).open(nameAtStart);
        checkLater(nameAtStart, connection);
      } catch (SQLException refused) {
        throw new IllegalStateException(refused);
      }
    }
  }

  private static void checkLater(String name, Connection connection) {
    try {
      Checks.fail(connection);
    } catch (SQLException notYetThere) {
      System.out.println(name + " failed with " + notYetThere.getSQLState());
    }
  }

  /** What only the loader's classes will use. */
  private void loaderField(String name) throws SQLException, InterruptedException {
    Loader loader = new Loader(server, name);
    works(name, loader.connection);
  }

  /** Has its classes from a database. */
  private static final class Loader extends ClassLoader {
    final Connection connection;

    Loader(Server server, String name) throws SQLException {
      super(Loader.class.getClassLoader());
      connection = server.open(name);
      checkLater(name, connection);
    }
  }

  /** The pool is forgotten, and its checkout is not. */
  private void checkoutOfLostPool(String name) throws Exception {
    try {
      borrowAndFail(name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    for (int round = 0; round < 10; round++) {
      System.gc();
      Thread.sleep(100);
    }
    works(name, Objects.requireNonNull(kept));
  }

  private void borrowAndFail(String name) throws SQLException {
    TinyPool pool = new TinyPool(server, name);
    Connection connection = pool.getConnection();
    kept = connection;
    Checks.fail(connection);
  }

  /** Knows what it has given out, which does not know the pool. */
  private static final class TinyPool implements DataSource, AutoCloseable {
    private final Deque<Connection> all = new ArrayDeque<>();
    private final Server server;
    private final String name;

    TinyPool(Server server, String name) {
      this.server = server;
      this.name = name;
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = server.open(name);
      all.add(connection);
      return (Connection)
          Proxy.newProxyInstance(
              TinyPool.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException thrown) {
                  throw thrown.getCause();
                }
              });
    }

    @Override
    public void close() throws SQLException {
      for (Connection connection : all) {
        connection.close();
      }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      throw new SQLFeatureNotSupportedException();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter writer) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("no " + type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
