package io.robustdb.it.scenarios.guard;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.Callable;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

/** Start-up code that forgets: in other threads, from other sources, behind wrappers. */
final class OtherLeaks extends Attempts {
  private @Nullable Connection kept;

  OtherLeaks(Server server) {
    super(server);
  }

  /** False for a name that is none of these. */
  boolean take(String name) throws Exception {
    switch (name) {
      case "interrupted" -> repeat(name, () -> interrupted(name));
      case "proxy" -> repeat(name, () -> proxied(name));
      case "metadata" -> repeat(name, () -> metadata(name));
      case "driver" -> repeat(name, () -> driver(name));
      case "data-source" -> dataSource(name);
      case "data-source-checked-outside" -> repeat(name, () -> Checked.by(() -> source(name)));
      case "pooled-connection" -> repeat(name, () -> pooled(name));
      case "xa-connection" -> repeat(name, () -> xa(name));
      case "schema" -> repeat(name, () -> afterTermination(name, c -> c.setSchema("public")));
      case "read-only" -> repeat(name, () -> afterTermination(name, OtherLeaks::readOnly));
      case "opened-before" -> openedBefore(name);
      case "field-overwritten" -> fieldOverwritten(name);
      case "business" -> repeat(name, () -> business(name));
      case "not-ready" -> notReady(name);
      case "network-timeout" ->
          repeat(name, () -> afterTermination(name, c -> c.setNetworkTimeout(Runnable::run, -1)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private Connection interrupted(String name) throws Exception {
    Connection connection = server.open(name);
    Thread.currentThread().interrupt();
    try {
      Thread.sleep(1);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      waitForTurn();
    }
    return connection;
  }

  private static void waitForTurn() throws InterruptedException {
    try {
      Thread.sleep(1);
    } finally {
      System.out.println("interrupted " + Thread.currentThread().isInterrupted());
    }
  }

  private Connection proxied(String name) throws SQLException {
    Connection connection = server.open(name);
    Connection proxy =
        (Connection)
            Proxy.newProxyInstance(
                OtherLeaks.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> {
                  try {
                    return method.invoke(connection, arguments);
                  } catch (InvocationTargetException wrapper) {
                    throw wrapper.getCause();
                  }
                });
    Checks.fail(proxy);
    return proxy;
  }

  private Connection metadata(String name) throws SQLException {
    Connection connection = server.open(name);
    server.terminate(name);
    connection.getMetaData().getTables(null, null, "%", null).close();
    return connection;
  }

  private Connection driver(String name) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    Connection connection = new Driver().connect(server.url(name), properties);
    Checks.fail(Objects.requireNonNull(connection));
    return connection;
  }

  private PGSimpleDataSource simple(String name) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(server.url(name));
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }

  private Connection source(String name) throws SQLException {
    return simple(name).getConnection();
  }

  private void dataSource(String name) throws SQLException, InterruptedException {
    PGSimpleDataSource source = simple(name);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Connection connection = source.getConnection();
      try {
        Checks.fail(connection);
        return;
      } catch (SQLException failure) {
        told(name, failure);
      }
    }
  }

  /** The field has the former one while the next is opened. */
  private void fieldOverwritten(String name) throws SQLException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        kept = server.open(name);
        Checks.fail(kept);
      } catch (SQLException failure) {
        told(name, failure);
      }
    }
    kept = null;
  }

  /** One method has opened it and is over, another one loses it. */
  private void openedBefore(String name) throws SQLException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      keep(name);
      try {
        checkKept();
      } catch (SQLException failure) {
        told(name, failure);
      }
    }
  }

  private void keep(String name) throws SQLException {
    kept = server.open(name);
  }

  private void checkKept() throws SQLException {
    Checks.fail(taken());
  }

  private Connection taken() {
    Connection connection = Objects.requireNonNull(kept);
    kept = null;
    return connection;
  }

  private Object pooled(String name) throws SQLException {
    PGConnectionPoolDataSource source = new PGConnectionPoolDataSource();
    source.setUrl(server.url(name));
    source.setUser(server.user());
    source.setPassword(server.password());
    PooledConnection pooled = source.getPooledConnection();
    Checks.fail(pooled.getConnection());
    return pooled;
  }

  private Object xa(String name) throws SQLException {
    PGXADataSource source = new PGXADataSource();
    source.setUrl(server.url(name));
    source.setUser(server.user());
    source.setPassword(server.password());
    PooledConnection pooled = source.getXAConnection();
    Checks.fail(pooled.getConnection());
    return pooled;
  }

  private Connection afterTermination(String name, SetUp setUp) throws SQLException {
    Connection connection = server.open(name);
    server.terminate(name);
    setUp.of(connection);
    return connection;
  }

  /** It has answered before it is lost, and has work that nobody committed. */
  private Connection business(String name) throws SQLException {
    Connection connection = server.open(name);
    connection.setAutoCommit(false);
    Checks.succeed(connection);
    Checks.fail(connection);
    return connection;
  }

  /** The server answers, but not what is waited for: no error for anybody to see. */
  private void notReady(String name) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      System.out.println(
          "sessions " + name + " " + (isReady(name) ? "ready" : server.sessions(name)));
    }
  }

  private boolean isReady(String name) throws SQLException {
    Connection connection = server.open(name);
    try (Statement check = connection.createStatement();
        ResultSet answer = check.executeQuery("SELECT to_regclass('not_there_yet')")) {
      return answer.next() && answer.getString(1) != null;
    }
  }

  private static void readOnly(Connection connection) throws SQLException {
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
  }

  @FunctionalInterface
  private interface SetUp {
    void of(Connection connection) throws SQLException;
  }

  /** Checks what others open. */
  private static final class Checked {
    static Connection by(Callable<Connection> opener) throws Exception {
      Connection connection = opener.call();
      Checks.fail(connection);
      return connection;
    }
  }
}
