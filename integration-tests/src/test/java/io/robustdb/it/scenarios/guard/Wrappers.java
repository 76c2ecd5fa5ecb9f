package io.robustdb.it.scenarios.guard;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.io.Writer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Start-up code that loses a wrapper around a pool which others go on to use. */
final class Wrappers {
  private static final int TIMES = 3;
  private static final int COLLECTIONS = 10;
  private static final long PAUSE_MILLIS = 200;

  private final Server server;

  Wrappers(Server server) {
    this.server = server;
  }

  /** False for a name that is none of these. */
  boolean take(String name) throws Exception {
    if (!name.startsWith("wrapper-")) {
      return false;
    }
    if (name.contains("with-pool")) {
      loseBoth(name);
      return true;
    }
    if (name.contains("again")) {
      emptyAndOpenAgain(name);
      return true;
    }
    HikariDataSource pool = open(name);
    boolean handles = name.contains("handles");
    if (name.contains("proven")) {
      use(pool);
    }
    for (int time = 0; time < TIMES; time++) {
      try {
        if (name.contains("leaking")) {
          loseWithCheckout(pool, handles);
        } else if (name.contains("emptied")) {
          emptyAndLose(name, pool);
          return true;
        } else {
          loseWrapper(new Wrapper(pool, handles), name.contains("business"));
        }
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

  private HikariDataSource open(String name) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(server.url(name));
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    return pool;
  }

  private void loseBoth(String name) {
    for (int time = 0; time < TIMES; time++) {
      try {
        openAndLoseBoth(name);
      } catch (SQLException expected) {
        System.out.println(name + " failed with " + expected.getClass().getName());
      }
    }
  }

  private void openAndLoseBoth(String name) throws SQLException {
    Wrapper wrapper = new Wrapper(open(name), !name.contains("as-it-is"));
    try (Connection connection = wrapper.getConnection()) {
      Checks.fail(connection);
    }
  }

  private static void loseWithCheckout(HikariDataSource pool, boolean handles) throws SQLException {
    Wrapper wrapper = new Wrapper(pool, handles);
    Checks.fail(wrapper.getConnection());
  }

  /** All that it could close is closed when it is lost, or by the time that it is found. */
  private static void emptyAndLose(String name, HikariDataSource pool) throws Exception {
    List<Connection> held = new ArrayList<>();
    try {
      if (name.contains("later")) {
        borrowAndFail(pool, held);
      } else {
        failAndCloseInside(pool);
      }
    } catch (SQLException expected) {
      System.out.println(name + " failed with " + expected.getClass().getName());
    }
    for (Connection connection : held) {
      connection.close();
    }
    pool.close();
    for (int round = 0; round < COLLECTIONS; round++) {
      System.gc();
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /** All that a lost one could close is closed as the next one is opened by the same line. */
  private void emptyAndOpenAgain(String name) throws SQLException {
    for (int time = 0; time < TIMES; time++) {
      HikariDataSource pool = open(name);
      List<Connection> held = new ArrayList<>();
      try {
        borrowFromNewAndFail(pool, held);
      } catch (SQLException expected) {
        System.out.println(name + " failed with " + expected.getClass().getName());
      }
      for (Connection connection : held) {
        connection.close();
      }
      pool.close();
    }
  }

  private static void borrowFromNewAndFail(HikariDataSource pool, List<Connection> held)
      throws SQLException {
    Wrapper wrapper = new WrapperDataSource(pool);
    held.add(wrapper.getConnection());
    Checks.fail(held.get(0));
  }

  private static void failAndCloseInside(HikariDataSource pool) throws Exception {
    Wrapper wrapper = new Wrapper(pool, true);
    try {
      loseWrapper(wrapper, false);
    } catch (SQLException failure) {
      pool.close();
      Thread.sleep(PAUSE_MILLIS); // until none of its threads is left
      throw failure;
    }
  }

  private static void borrowAndFail(HikariDataSource pool, List<Connection> held)
      throws SQLException {
    Wrapper wrapper = new Wrapper(pool, true);
    held.add(wrapper.getConnection());
    Checks.fail(held.get(0));
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

  /** One whose name tells who makes it that it opens something. */
  private static final class WrapperDataSource extends Wrapper {
    WrapperDataSource(HikariDataSource wrapped) {
      super(wrapped, true);
    }
  }

  /** Closes what it wraps, as wrappers of tracing libraries do. */
  private static class Wrapper implements DataSource, AutoCloseable {
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
