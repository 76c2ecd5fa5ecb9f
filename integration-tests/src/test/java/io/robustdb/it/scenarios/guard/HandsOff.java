package io.robustdb.it.scenarios.guard;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.ref.SoftReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Start-up code whose check fails and that does something sensible then, one shape a method. */
final class HandsOff {
  private static final Map<String, Object> REGISTRY = new ConcurrentHashMap<>();
  private static final ThreadLocal<Connection> CONTEXT = new ThreadLocal<>();

  private final Server server;
  private @Nullable Connection field;
  private @Nullable SoftReference<Connection> cache;

  HandsOff(Server server) {
    this.server = server;
  }

  void take(String name) throws Exception {
    switch (name) {
      case "check-repeated" -> checkRepeated(name);
      case "closes-itself" -> closesItself(name);
      case "field" -> field(name);
      case "put-aside" -> putAside(name);
      case "registry" -> registry(name);
      case "pool-in-registry" -> poolInRegistry(name);
      case "thread-local" -> threadLocal(name);
      case "cache" -> cache(name);
      case "holder-argument" -> holderArgument(name);
      case "returned-lambda" -> returnedLambda(name);
      case "thrown" -> thrown(name);
      case "expected-error" -> expectedError(name);
      case "pool-recovers" -> poolRecovers(name);
      case "shutdown-hook" -> shutdownHook(name);
      case "own-retry" -> ownRetry(name);
      default -> throw new IllegalArgumentException("no such shape: " + name);
    }
  }

  private void checkRepeated(String name) throws SQLException {
    Connection connection = server.open(name);
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        Checks.fail(connection);
      } catch (SQLException failure) {
        Said.failure(name, failure);
      }
    }
    Said.works(name, connection);
  }

  private void closesItself(String name) throws SQLException {
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        openOrClose(name);
      } catch (SQLException failure) {
        Said.failure(name, failure);
      }
    }
  }

  private Connection openOrClose(String name) throws SQLException {
    Connection connection = server.open(name);
    try {
      Checks.fail(connection);
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }

  private void field(String name) throws SQLException {
    try {
      openIntoField(name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    Said.works(name, Objects.requireNonNull(field));
  }

  private void openIntoField(String name) throws SQLException {
    Connection connection = server.open(name);
    field = connection;
    Checks.fail(connection);
  }

  private void putAside(String name) throws SQLException {
    List<Connection> aside = new ArrayList<>();
    for (int attempt = 0; attempt < 5; attempt++) {
      Connection connection = server.open(name);
      try {
        Checks.fail(connection);
      } catch (SQLException failure) {
        aside.add(connection);
      }
    }
    for (Connection connection : aside) {
      Said.works(name, connection);
    }
  }

  private void registry(String name) throws SQLException {
    try {
      openIntoRegistry(name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    Said.works(name, (Connection) kept(name));
  }

  private static Object kept(String name) {
    return Objects.requireNonNull(REGISTRY.remove(name));
  }

  private void openIntoRegistry(String name) throws SQLException {
    Connection connection = server.open(name);
    REGISTRY.put(name, connection);
    Checks.fail(connection);
  }

  private void poolInRegistry(String name) throws SQLException {
    try {
      openPool(name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    try (HikariDataSource pool = (HikariDataSource) kept(name)) {
      Said.works(name, pool.getConnection());
    }
  }

  private void openPool(String name) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url(name));
    config.setUsername(server.user());
    config.setPassword(server.password());
    HikariDataSource pool = new HikariDataSource(config);
    REGISTRY.put(name, pool);
    try (Connection connection = pool.getConnection()) {
      Checks.fail(connection);
    }
  }

  private void threadLocal(String name) throws SQLException {
    try {
      Connection connection = server.open(name);
      CONTEXT.set(connection);
      checkIn(connection);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    inContext(name);
  }

  private static void checkIn(Connection connection) throws SQLException {
    Checks.fail(connection);
  }

  private static void inContext(String name) throws SQLException {
    Connection connection = CONTEXT.get();
    CONTEXT.remove();
    Said.works(name, connection);
  }

  private void cache(String name) throws SQLException {
    try {
      openIntoCache(name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    Connection connection = Objects.requireNonNull(cache).get();
    Said.works(name, Objects.requireNonNull(connection));
  }

  private void openIntoCache(String name) throws SQLException {
    Connection connection = server.open(name);
    cache = new SoftReference<>(connection);
    Checks.fail(connection);
  }

  private void holderArgument(String name) throws SQLException {
    Connection[] holder = new Connection[1];
    try {
      openInto(name, holder);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    Said.works(name, holder[0]);
  }

  private void openInto(String name, Connection[] holder) throws SQLException {
    holder[0] = server.open(name);
    Checks.fail(holder[0]);
  }

  private void returnedLambda(String name) throws Exception {
    Callable<Connection> later = lambda(name);
    Said.works(name, later.call());
  }

  private Callable<Connection> lambda(String name) throws SQLException {
    Connection connection = server.open(name);
    try {
      Checks.fail(connection);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    return () -> connection;
  }

  private void thrown(String name) throws SQLException {
    try {
      throwIt(name);
    } catch (CarriesConnection failure) {
      Said.works(name, failure.connection);
    }
  }

  private void throwIt(String name) throws SQLException {
    Connection connection = server.open(name);
    try {
      Checks.fail(connection);
    } catch (SQLException failure) {
      throw new CarriesConnection(connection);
    }
  }

  private void expectedError(String name) throws SQLException {
    Connection connection = migrated(name);
    Said.works(name, connection);
  }

  private Connection migrated(String name) throws SQLException {
    Connection connection = server.open(name);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT version FROM schema_version_of_" + "nobody");
    } catch (SQLException missing) {
      create(connection);
    }
    return connection;
  }

  private static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TEMPORARY TABLE schema_version (version int)");
    }
  }

  private void poolRecovers(String name) throws SQLException {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url(name));
    config.setUsername(server.user());
    config.setPassword(server.password());
    try (HikariDataSource pool = new HikariDataSource(config)) {
      for (int attempt = 0; attempt < 4; attempt++) {
        try (Connection connection = pool.getConnection()) {
          if (attempt < 2) {
            Checks.fail(connection);
          } else {
            Checks.succeed(connection);
            System.out.println(name + " works");
          }
        } catch (SQLException failure) {
          Said.failure(name, failure);
        }
      }
    }
  }

  private void shutdownHook(String name) throws SQLException {
    try {
      hookAndFail(name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
  }

  private void hookAndFail(String name) throws SQLException {
    Connection connection = server.open(name);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> Said.worksQuietly(name, connection)));
    Checks.fail(connection);
  }

  /** The one that is tried again is the one that was kept. */
  private void ownRetry(String name) throws SQLException {
    Connection connection = null;
    for (int attempt = 0; attempt < 4; attempt++) {
      try {
        if (connection == null) {
          connection = server.open(name);
        }
        if (attempt < 3) {
          Checks.fail(connection);
        }
        Said.works(name, connection);
      } catch (SQLException failure) {
        Said.failure(name, failure);
      }
    }
  }

  /** An exception that hands on what failed. */
  private static final class CarriesConnection extends RuntimeException {
    private static final long serialVersionUID = 1L;
    final transient Connection connection;

    CarriesConnection(Connection connection) {
      super("carries a connection", null, false, false);
      this.connection = connection;
    }
  }
}
