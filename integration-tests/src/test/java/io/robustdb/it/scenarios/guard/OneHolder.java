package io.robustdb.it.scenarios.guard;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/** Start-up code that goes on with what failed its check, where one thing alone tells of that. */
final class OneHolder {
  private static final int COLLECTIONS = 30;
  private static final long PAUSE_MILLIS = 100;

  private static final Map<String, Object> REGISTRY = new ConcurrentHashMap<>();

  private final Server server;
  private @Nullable Connection inner;

  OneHolder(Server server) {
    this.server = server;
  }

  void take(String name) throws Exception {
    switch (name) {
      case "operand" -> operand(name);
      case "same-line" -> keep(name, () -> elsewhere(name));
      case "unwrapped" -> unwrapped(name);
      case "unwrapped-handle" -> unwrappedHandle(name);
      case "statement" -> statement(name);
      case "pool-in-vain" -> poolInVain(name);
      case "kept-for-good" -> keptForGood(name, server.open(name));
      case "pool-kept-for-good" -> poolKeptForGood(name, pool(name));
      default -> throw new IllegalArgumentException("no such shape: " + name);
    }
  }

  /** The first one lies on the operand stack alone while the second one is opened. */
  private void operand(String name) throws SQLException {
    work(name, openedAnyway(name), openedAnyway(name));
  }

  private Connection openedAnyway(String name) throws SQLException {
    Connection connection = server.open(name);
    failQuietly(name, connection);
    return connection;
  }

  private static void work(String name, Connection first, Connection second) throws SQLException {
    Said.works(name, first);
    Said.works(name, second);
  }

  /** Nothing but a variable of the running method has it. */
  private void keep(String name, Callable<?> meanwhile) throws Exception {
    Connection connection = server.open(name);
    failQuietly(name, connection);
    meanwhile.call();
    Said.works(name, connection);
  }

  /** Another thread opens through the same lines. */
  private @Nullable Object elsewhere(String name) throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try {
                keep(name, () -> name);
              } catch (Exception failure) {
                Said.failure(name, failure);
              }
            });
    thread.start();
    thread.join();
    return null;
  }

  /** Of a pool, a handle and what is inside it, only that is kept. */
  private void unwrapped(String name) throws SQLException {
    try {
      openAndUnwrap(name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    Said.works(name, Objects.requireNonNull(inner));
  }

  /** The pool is kept, too: to return the handle is to give the session to somebody else. */
  private void unwrappedHandle(String name) throws Exception {
    try (HikariDataSource pool = pool(name)) {
      try {
        unwrap(pool);
      } catch (SQLException failure) {
        Said.failure(name, failure);
      }
      HikariPoolMXBean state = pool.getHikariPoolMXBean();
      for (int round = 0; round < COLLECTIONS && state.getActiveConnections() > 0; round++) {
        System.gc();
        Thread.sleep(PAUSE_MILLIS);
      }
      System.out.println(name + " borrowed " + state.getActiveConnections());
      Said.works(name, Objects.requireNonNull(inner));
    }
  }

  private void openAndUnwrap(String name) throws SQLException {
    unwrap(pool(name));
  }

  private void unwrap(HikariDataSource pool) throws SQLException {
    Connection connection = pool.getConnection();
    inner = connection.unwrap(PgConnection.class);
    Checks.fail(connection);
  }

  /** Somebody might use it yet, and nobody ever closes it. */
  private static void keptForGood(String name, Connection connection) {
    REGISTRY.put(name, connection);
    failQuietly(name, connection);
  }

  private static void poolKeptForGood(String name, HikariDataSource pool) throws SQLException {
    REGISTRY.put(name, pool);
    try (Connection connection = pool.getConnection()) {
      failQuietly(name, connection);
    }
  }

  /** The statement is lost, its connection is not. */
  private void statement(String name) throws SQLException {
    try (Connection connection = server.open(name)) {
      for (int attempt = 0; attempt < Attempts.ATTEMPTS; attempt++) {
        try {
          execute(connection);
        } catch (SQLException failure) {
          Said.failure(name, failure);
        }
      }
    }
  }

  private static void execute(Connection connection) throws SQLException {
    Statement statement = connection.createStatement();
    statement.execute("SELECT 1 FROM not_there_yet");
  }

  /** No method ends but the one that is told in vain, and the server has no session of it. */
  private void poolInVain(String name) {
    for (int attempt = 0; attempt < Attempts.ATTEMPTS; attempt++) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(server.url(name));
      config.setUsername("nobody_there");
      config.setConnectionTimeout(250);
      config.setInitializationFailTimeout(-1);
      HikariDataSource pool = new HikariDataSource(config);
      try {
        System.out.println("did not fail " + pool.getConnection());
      } catch (SQLException failure) {
        System.out.println(name + " with " + housekeepers());
      }
    }
  }

  private static long housekeepers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().endsWith(":housekeeper"))
        .count();
  }

  private HikariDataSource pool(String name) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url(name));
    config.setUsername(server.user());
    config.setPassword(server.password());
    config.setMaximumPoolSize(1);
    return new HikariDataSource(config);
  }

  private static void failQuietly(String name, Connection connection) {
    try {
      Checks.fail(connection);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
  }
}
