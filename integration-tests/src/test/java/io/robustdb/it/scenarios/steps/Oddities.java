package io.robustdb.it.scenarios.steps;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Steps with what some applications do although nobody should. */
final class Oddities {
  private static final int VERSION_OF_NO_JAVA_YET = 200;

  private final Database database;

  Oddities(Database database) {
    this.database = database;
  }

  boolean take(String name, @Nullable String value) throws Exception {
    switch (name) {
      case "home-made-data-source" -> homeMadeDataSource();
      case "home-made-stock" -> homeMadeStock();
      case "proxies-of-jdbc-loader" -> proxiesOfJdbcLoader();
      case "hostile-driver" -> hostileDriver();
      case "open-while-ending" -> openWhileEnding();
      case "class-of-the-future" -> classOfTheFuture();
      default -> {
        return false;
      }
    }
    return true;
  }

  /** One handle is kept, one is closed. */
  private void homeMadeDataSource() throws SQLException {
    DataSource source = new HomeMadeDataSource(database, null);
    Database.use(Kept.keep(source.getConnection())); // site: home-made-data-source
    try (Connection connection = source.getConnection()) {
      Database.use(connection);
    }
  }

  /** Three handles of one connection are lost: of one the only query fails, one was never used. */
  private void homeMadeStock() throws SQLException {
    Connection stock = Kept.keep(DriverManager.getConnection(database.urlWithUser()));
    DataSource source = new HomeMadeDataSource(database, stock);
    Database.use(stock);
    failOn(source);
    source.getConnection().clearWarnings();
    Database.use(source.getConnection());
    System.gc();
  }

  /**
   * Handles of the one connection that a home-made pool has, made in the class loader of {@code
   * java.sql}, as some libraries do: one is closed, one is kept.
   */
  private void proxiesOfJdbcLoader() throws SQLException {
    Connection stock = Kept.keep(DriverManager.getConnection(database.urlWithUser()));
    Database.use(stock);
    ClassLoader loader = Connection.class.getClassLoader();
    DataSource source = new HomeMadeDataSource(database, stock, loader);
    for (int number = 0; number < 3; number++) {
      try (Connection handle = source.getConnection()) {
        Database.use(handle);
      }
    }
    Database.use(Kept.keep(source.getConnection())); // site: kept-proxy
  }

  private static void failOn(DataSource source) throws SQLException {
    try (Statement query = source.getConnection().createStatement()) {
      query.execute("SELECT 1 FROM not_there_yet");
    } catch (SQLException refused) {
      System.out.println("refused " + refused.getSQLState());
    }
  }

  /** One connection is kept, one is closed, one fails to close. */
  private static void hostileDriver() throws SQLException {
    DriverManager.registerDriver(new HostileDriver());
    Kept.keep(DriverManager.getConnection("jdbc:hostile:kept")); // site: hostile-driver
    DriverManager.getConnection("jdbc:hostile:closed").close();
    try {
      DriverManager.getConnection("jdbc:hostile:failing").close();
    } catch (SQLException failure) {
      System.out.println("not closed: " + failure.getMessage());
    }
  }

  /** Goes on until the JVM is gone. */
  private void openWhileEnding() throws InterruptedException {
    CountDownLatch first = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              while (true) {
                try (Connection connection = DriverManager.getConnection(database.urlWithUser())) {
                  Database.use(connection);
                } catch (SQLException failure) {
                  System.out.println("failed: " + failure);
                }
                first.countDown();
              }
            });
    thread.setDaemon(true);
    thread.start();
    first.await();
  }

  private static void classOfTheFuture() throws IOException {
    String name = HomeMadeDataSource.class.getName();
    try (InputStream input =
        Oddities.class.getResourceAsStream("/" + name.replace('.', '/') + ".class")) {
      byte[] file = input.readAllBytes();
      file[6] = 0;
      file[7] = (byte) VERSION_OF_NO_JAVA_YET;
      new Definer().define(name, file);
    } catch (UnsupportedClassVersionError refused) {
      System.out.println("refused");
    }
  }

  private static final class Definer extends ClassLoader {
    void define(String name, byte[] file) {
      defineClass(name, file, 0, file.length);
    }
  }

  /** Hands out proxies of connections that it opens itself, or has; nobody can close it. */
  private static final class HomeMadeDataSource implements DataSource {
    private final Database database;
    private final @Nullable Connection stock;
    private final ClassLoader loader;

    HomeMadeDataSource(Database database, @Nullable Connection stock) {
      this(database, stock, Oddities.class.getClassLoader());
    }

    HomeMadeDataSource(Database database, @Nullable Connection stock, ClassLoader loader) {
      this.database = database;
      this.stock = stock;
      this.loader = loader;
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection real = stock == null ? DriverManager.getConnection(database.urlWithUser()) : stock;
      return proxy(
          loader,
          (proxy, method, arguments) ->
              stock != null && method.getName().equals("close")
                  ? null // it goes back to the stock
                  : forward(real, method, arguments));
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

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
      throw new SQLException("nothing inside");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }

  /** Its connections bear no look at them. */
  private static final class HostileDriver implements Driver {
    @Override
    public @Nullable Connection connect(String url, Properties info) {
      if (!acceptsURL(url)) {
        return null;
      }
      boolean failing = url.endsWith("failing");
      return proxy(
          Oddities.class.getClassLoader(),
          (proxy, method, arguments) -> {
            switch (method.getName()) {
              case "equals", "hashCode", "toString", "isClosed", "unwrap", "isWrapperFor" ->
                  throw new IllegalStateException("hostile " + method.getName());
              case "close" -> {
                if (failing) {
                  throw new SQLException("hostile close");
                }
              }
              default -> {
                // nothing to do
              }
            }
            return null;
          });
    }

    @Override
    public boolean acceptsURL(String url) {
      return url.startsWith("jdbc:hostile:");
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
      return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
      return 1;
    }

    @Override
    public int getMinorVersion() {
      return 0;
    }

    @Override
    public boolean jdbcCompliant() {
      return false;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }
  }

  private static Connection proxy(ClassLoader loader, InvocationHandler handler) {
    return (Connection) Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, handler);
  }

  private static @Nullable Object forward(
      Connection real, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException failed) {
      throw failed.getCause();
    }
  }
}
