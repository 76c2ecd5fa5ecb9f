package io.robustdb.it.scenarios.guard;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Start-up code that loses a wrapper around a pool which others go on to use. */
final class Wrappers {
  private static final int TIMES = 3;

  private final Server server;

  Wrappers(Server server) {
    this.server = server;
  }

  /** False for a name that is none of these. */
  boolean take(String name) throws Exception {
    if (!name.startsWith("wrapper-")) {
      return false;
    }
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(server.url(name));
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    boolean handles = name.contains("handles");
    if (name.contains("proven")) {
      use(pool);
    }
    for (int time = 0; time < TIMES; time++) {
      try {
        loseWrapper(new Wrapper(pool, handles), name.contains("business"));
      } catch (SQLException | IllegalStateException expected) {
        System.out.println(name + " failed with " + expected.getClass().getName());
      }
      System.gc();
    }
    System.out.println(name + " closed " + pool.isClosed());
    use(pool);
    pool.close();
    return true;
  }

  private static void loseWrapper(Wrapper wrapper, boolean business) throws SQLException {
    try (Connection connection = wrapper.getConnection()) {
      if (business) {
        throw new IllegalStateException("an order without a customer");
      }
      Checks.fail(connection);
    }
  }

  private static void use(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Checks.succeed(connection);
    }
  }

  /** Closes what it wraps, as wrappers of tracing libraries do. */
  private static final class Wrapper implements DataSource, AutoCloseable {
    private final HikariDataSource wrapped;
    private final boolean handles;

    /**
     * @param handles whether it gives out handles of its own
     */
    Wrapper(HikariDataSource wrapped, boolean handles) {
      this.wrapped = wrapped;
      this.handles = handles;
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = wrapped.getConnection();
      return handles ? handle(connection) : connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public void close() {
      wrapped.close();
    }

    private static Connection handle(Connection connection) {
      return (Connection)
          Proxy.newProxyInstance(
              Wrapper.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> {
                try {
                  return method.invoke(connection, arguments);
                } catch (InvocationTargetException failure) {
                  throw failure.getCause();
                }
              });
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
      return type.cast(wrapped);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return type.isInstance(wrapped);
    }
  }
}
