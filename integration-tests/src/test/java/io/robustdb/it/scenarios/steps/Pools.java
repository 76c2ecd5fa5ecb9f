package io.robustdb.it.scenarios.steps;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Steps with pools and their checkouts. */
final class Pools {
  private static final int SIZE = 3;

  private final Database database;

  Pools(Database database) {
    this.database = database;
  }

  boolean take(String name, @Nullable String value) throws Exception {
    switch (name) {
      case "pool" -> pool();
      case "pool-unused" -> Kept.keep(new HikariDataSource());
      case "pool-and-close" -> poolAndClose();
      case "pool-still-filling" -> poolStillFilling();
      case "pool-closed-in-slow-hook" -> poolClosedInSlowHook();
      case "pool-failed-query" -> poolFailedQuery();
      case "checkout" -> checkout();
      case "exhaust" -> exhaust();
      case "late-name-checkout" -> lateNameCheckout();
      case "refused-checkout" -> refusedCheckout();
      case "refused-by-server" -> refusedByServer();
      case "checkout-of-closed-pool" -> checkoutOfClosedPool();
      case "checkout-of-ended-thread" -> checkoutOfEndedThread();
      case "drop-checkout" -> dropCheckout();
      case "hold-checkouts" -> holdCheckouts(Long.parseLong(String.valueOf(value)));
      case "late-checkout" -> lateCheckout();
      case "checkouts" -> checkouts(Integer.parseInt(String.valueOf(value)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private HikariDataSource open(int size) {
    HikariConfig config = configuration(size);
    config.setMinimumIdle(1);
    return new HikariDataSource(config); // site: pool
  }

  private HikariConfig configuration(int size) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("the-pool");
    config.setJdbcUrl(database.url());
    config.setUsername(database.user());
    config.setPassword(database.password());
    config.setMaximumPoolSize(size);
    return config;
  }

  /** The pool's own thread has opened its second connection and is setting it up at the end. */
  private void poolStillFilling() throws SQLException {
    HikariConfig config = configuration(2);
    config.setConnectionInitSql("SELECT pg_sleep(0.3)");
    HikariDataSource pool = Kept.keep(new HikariDataSource(config));
    borrowAndReturn(pool);
    Ends.pause(250);
  }

  /** What it has given out has not even been used. */
  private void exhaust() {
    HikariConfig config = configuration(1);
    config.setConnectionTimeout(250);
    HikariDataSource pool = Kept.keep(new HikariDataSource(config));
    try (Connection held = pool.getConnection()) {
      pool.getConnection().close();
      System.out.println("given twice: " + held);
    } catch (SQLException expected) {
      System.out.println("refused " + expected.getClass().getSimpleName());
    }
  }

  private static void borrowAndReturn(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Database.use(connection);
    }
  }

  private void pool() throws SQLException {
    borrowAndReturn(Kept.keep(open(1)));
  }

  private void poolAndClose() throws SQLException {
    try (HikariDataSource pool = open(SIZE)) {
      borrowAndReturn(pool);
    }
  }

  private void poolClosedInSlowHook() throws SQLException {
    HikariDataSource pool = open(SIZE);
    borrowAndReturn(pool);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  Ends.pause(2000);
                  pool.close();
                }));
  }

  private void poolFailedQuery() throws SQLException {
    HikariDataSource pool = Kept.keep(open(SIZE));
    try (Connection connection = pool.getConnection()) {
      connection.createStatement().execute("SELECT 1 FROM no_such_table"); // site: pool-check
    } catch (SQLException expected) {
      System.out.println("failed " + expected.getSQLState());
    }
  }

  /** The pool fails, and has a connection left. */
  private void refusedCheckout() throws SQLException {
    HikariConfig config = configuration(SIZE);
    config.setMinimumIdle(SIZE);
    HikariDataSource pool = Kept.keep(new HikariDataSource(config));
    borrowAndReturn(pool);
    try (Connection held = pool.getConnection()) {
      Database.use(held);
      Ends.pause(1000); // it fills itself in a thread of its own
      pool.getConnection("somebody", "else").close();
    } catch (SQLException expected) {
      System.out.println("refused " + expected.getClass().getSimpleName());
    }
  }

  /** All that it has are borrowed, and the server gives no more. */
  private void refusedByServer() {
    HikariConfig config = configuration(SIZE);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(1000);
    HikariDataSource pool = Kept.keep(new HikariDataSource(config));
    try {
      Database.use(Kept.keep(pool.getConnection()));
      pool.getHikariConfigMXBean().setUsername("nobody_of_that_name");
      for (int number = 0; number < SIZE; number++) {
        Kept.keep(pool.getConnection());
      }
    } catch (SQLException expected) {
      System.out.println("refused " + expected.getClass().getSimpleName());
    }
  }

  /** As frameworks do it that set one property after another. */
  private void lateNameCheckout() throws SQLException {
    HikariDataSource pool = Kept.keep(new HikariDataSource());
    pool.setPoolName("named-late");
    pool.setJdbcUrl(database.url());
    pool.setUsername(database.user());
    pool.setPassword(database.password());
    Kept.keep(pool.getConnection());
  }

  private void checkout() throws SQLException {
    HikariDataSource pool = Kept.keep(open(SIZE));
    borrowAndReturn(pool);
    Database.use(Kept.keep(pool.getConnection())); // site: checkout
  }

  /** One line borrows for two callers, of which one needs long. */
  private void holdCheckouts(long millis) throws SQLException {
    try (HikariDataSource pool = open(SIZE)) {
      shortWork(pool);
      longWork(pool, millis);
    }
  }

  private static void shortWork(HikariDataSource pool) throws SQLException {
    borrowAndHold(pool, 0);
  }

  private static void longWork(HikariDataSource pool, long millis) throws SQLException {
    borrowAndHold(pool, millis);
  }

  private static void borrowAndHold(HikariDataSource pool, long millis) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Database.use(connection);
      Ends.pause(millis);
    }
  }

  private void checkoutOfClosedPool() throws SQLException {
    HikariDataSource pool = open(SIZE);
    borrowAndReturn(pool);
    Database.use(Kept.keep(pool.getConnection())); // site: checkout-of-closed-pool
    pool.close();
  }

  private void checkoutOfEndedThread() throws Exception {
    HikariDataSource pool = Kept.keep(open(SIZE));
    Thread thread =
        new Thread(
            () -> {
              try {
                Database.use(Kept.keep(pool.getConnection())); // site: checkout-of-ended-thread
              } catch (SQLException failure) {
                throw new IllegalStateException(failure);
              }
            },
            "a-short-one");
    thread.start();
    thread.join();
  }

  /** The last of many from one line, when few are given a stack of their own any more. */
  private void lateCheckout() throws SQLException {
    HikariDataSource pool = Kept.keep(open(1));
    for (int index = 0; index < 30; index++) {
      Connection connection = pool.getConnection();
      Database.use(connection);
      if (index < 29) {
        connection.close();
      } else {
        Kept.keep(connection);
      }
    }
  }

  private void dropCheckout() throws SQLException {
    HikariDataSource pool = Kept.keep(open(SIZE));
    borrowAndReturn(pool);
    lose(pool);
    borrowAndReturn(pool);
  }

  private static void lose(HikariDataSource pool) throws SQLException {
    Connection connection = pool.getConnection(); // site: drop-checkout
    Database.use(connection);
  }

  private void checkouts(int count) throws SQLException {
    HikariDataSource pool = Kept.keep(open(count));
    for (int number = 0; number < count; number++) {
      Kept.keep(pool.getConnection()); // site: checkouts
    }
  }
}
