package io.robustdb.it.scenarios.pools;

import io.robustdb.it.scenarios.guard.Server;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Starts of an application with a pool of its own, whose first check fails at the server. */
public final class PoolStartUps {
  private static final int ATTEMPTS = 3;
  private static final int COLLECTIONS = 3;
  private static final long PAUSE_MILLIS = 500;
  private static final Map<String, DataSource> REGISTRY = new ConcurrentHashMap<>();
  private static @Nullable Connection kept;

  private final PoolFactory factory;
  private final Server server;

  private PoolStartUps(PoolFactory factory, Server server) {
    this.factory = factory;
    this.server = server;
  }

  /** Arguments: the pool's product, URL with an application name, user, password, and the modes. */
  public static void main(String[] args) throws Exception {
    try (Server server = new Server(args[1], args[2], args[3])) {
      PoolStartUps startUps = new PoolStartUps(PoolFactory.of(args[0]), server);
      for (String mode : List.of(args).subList(4, args.length)) {
        startUps.take(mode);
      }
    }
  }

  private void take(String mode) throws Exception {
    switch (mode) {
      case "leaves-the-method" -> leavesTheMethod(mode);
      case "set-up-fails" -> setUpFails(mode);
      case "caught-in-the-loop" -> caughtInTheLoop(mode);
      case "recovers" -> recovers(mode);
      case "registry" -> registry(mode);
      case "business" -> business(mode);
      case "checkout-kept" -> checkoutKept(mode);
      default -> throw new IllegalArgumentException("no such mode: " + mode);
    }
  }

  private void leavesTheMethod(String mode) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        System.out.println("did not fail: " + openChecked(mode));
      } catch (SQLException failure) {
        told(mode, failure);
        System.out.println("sessions " + mode + " " + sessions(mode, 0));
      }
    }
  }

  /**
   * A pool that is closed while it opens a connection may lose that one: the collector finds it.
   *
   * @param most as many may be there
   */
  private int sessions(String mode, int most) throws SQLException, InterruptedException {
    int sessions = server.sessions(mode);
    for (int round = 0; round < COLLECTIONS && sessions > most; round++) {
      System.gc();
      Thread.sleep(PAUSE_MILLIS);
      sessions = server.sessions(mode);
    }
    return sessions;
  }

  private void setUpFails(String mode) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        openInVain(mode);
        System.out.println("did not fail");
      } catch (Exception failure) {
        told(mode, failure);
        System.out.println("sessions " + mode + " " + sessions(mode, 0));
      }
    }
  }

  private void openInVain(String mode) throws Exception {
    DataSource pool = factory.openInVain(server.url(mode), server.user(), server.password(), mode);
    check(pool);
  }

  private DataSource openChecked(String mode) throws Exception {
    DataSource pool = open(mode);
    check(pool);
    return pool;
  }

  private void caughtInTheLoop(String mode) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        DataSource pool = open(mode);
        check(pool);
      } catch (SQLException failure) {
        told(mode, failure);
        System.out.println("sessions " + mode + " " + sessions(mode, PoolFactory.MAX_SIZE));
      }
    }
  }

  private void recovers(String mode) throws Exception {
    DataSource pool = open(mode);
    try {
      check(pool);
    } catch (SQLException failure) {
      told(mode, failure);
    }
    works(mode, pool);
    fill(pool);
    factory.close(pool);
  }

  private void registry(String mode) throws Exception {
    try {
      register(mode);
    } catch (SQLException failure) {
      told(mode, failure);
    }
    DataSource pool = Objects.requireNonNull(REGISTRY.remove(mode));
    works(mode, pool);
    fill(pool);
    factory.close(pool);
  }

  private void register(String mode) throws Exception {
    DataSource pool = open(mode);
    REGISTRY.put(mode, pool);
    check(pool);
  }

  /** What fails in a pool that has worked is business. */
  private void business(String mode) throws Exception {
    DataSource pool = open(mode);
    works(mode, pool);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        violate(pool);
      } catch (SQLException failure) {
        told(mode, failure);
      }
    }
    works(mode, pool);
    fill(pool);
    factory.close(pool);
  }

  /** Nobody has the pool any more, but what it has given. */
  private void checkoutKept(String mode) throws Exception {
    try {
      borrowAndFail(mode);
    } catch (SQLException failure) {
      told(mode, failure);
    }
    for (int round = 0; round < COLLECTIONS; round++) {
      System.gc();
      Thread.sleep(PAUSE_MILLIS);
    }
    try (Connection connection = Objects.requireNonNull(kept);
        Statement check = connection.createStatement()) {
      check.execute("SELECT 1");
      System.out.println(mode + " works");
    }
  }

  private void borrowAndFail(String mode) throws Exception {
    Connection connection = open(mode).getConnection();
    kept = connection;
    try (Statement check = connection.createStatement()) {
      check.execute("SELECT 1 FROM not_there_yet");
    }
  }

  private DataSource open(String mode) throws Exception {
    return factory.open(server.url(mode), server.user(), server.password(), mode);
  }

  /**
   * A pool that is closed while it opens a connection may lose that one for good, as Agroal does.
   * One that has given all it may have opens no other.
   */
  private static void fill(DataSource pool) throws SQLException {
    List<Connection> all = new ArrayList<>();
    for (int number = 0; number < PoolFactory.MAX_SIZE; number++) {
      all.add(pool.getConnection());
    }
    for (Connection connection : all) {
      connection.close();
    }
  }

  private static void violate(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement insert = connection.createStatement()) {
      insert.execute("CREATE TEMPORARY TABLE IF NOT EXISTS once (number int PRIMARY KEY)");
      insert.execute("INSERT INTO once VALUES (1), (1)");
    }
  }

  private static void check(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement check = connection.createStatement()) {
      check.execute("SELECT 1 FROM not_there_yet");
    }
  }

  private static void works(String mode, DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement check = connection.createStatement()) {
      check.execute("SELECT 1");
      System.out.println(mode + " works");
    }
  }

  private static void told(String mode, Exception failure) {
    System.out.println(
        mode
            + " failed with "
            + failure.getClass().getName()
            + " "
            + (failure instanceof SQLException sql ? sql.getSQLState() : "")
            + ", suppressed "
            + failure.getSuppressed().length);
  }
}
