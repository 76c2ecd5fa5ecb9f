package io.robustdb.it.scenarios.guard;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.management.MBeanServer;

/** Start-up code that forgets a pool of its own. */
final class PoolLeaks extends Attempts {
  private static final MBeanServer MANAGEMENT = ManagementFactory.getPlatformMBeanServer();

  private final Queue<HikariDataSource> queue = new ConcurrentLinkedQueue<>();

  PoolLeaks(Server server) {
    super(server);
  }

  /** False for a name that is none of these. */
  boolean take(String name) throws Exception {
    switch (name) {
      case "pool" -> repeat(name, () -> pool(name));
      case "pool-caught-in-the-loop" -> poolCaughtInTheLoop(name);
      case "pool-through-queue" -> repeat(name, () -> poolThroughQueue(name));
      case "pool-beside-another-driver" -> poolBesideAnotherDriver(name);
      case "pool-not-ready" -> poolNotReady(name);
      case "pool-under-management" -> repeat(name, () -> poolUnderManagement(name));
      case "pool-of-own-class" -> repeat(name, () -> poolOfOwnClass(name));
      case "pool-without-permission" -> repeat(name, () -> poolWithoutPermission(name));
      default -> {
        return false;
      }
    }
    return true;
  }

  private HikariConfig config(String name) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url(name));
    config.setUsername(server.user());
    config.setPassword(server.password());
    config.setMaximumPoolSize(1);
    return config;
  }

  private HikariDataSource pool(String name) throws SQLException {
    HikariDataSource pool = new HikariDataSource(config(name));
    try (Connection connection = pool.getConnection()) {
      Checks.fail(connection);
    }
    return pool;
  }

  /** Its registration ends with it; who has the server can get at no more than anybody can. */
  private HikariDataSource poolUnderManagement(String name) throws SQLException {
    HikariConfig config = config(name);
    config.setRegisterMbeans(MANAGEMENT.getMBeanCount() > 0);
    HikariDataSource pool = new HikariDataSource(config);
    try (Connection connection = pool.getConnection()) {
      Checks.fail(connection);
    }
    return pool;
  }

  /** As frameworks have it, which set something of their own beside. */
  private static final class OwnPool extends HikariDataSource {
    OwnPool(HikariConfig config) {
      super(config);
    }
  }

  private HikariDataSource poolOfOwnClass(String name) throws SQLException {
    HikariDataSource pool = new OwnPool(config(name));
    try (Connection connection = pool.getConnection()) {
      Checks.fail(connection);
    }
    return pool;
  }

  private void poolCaughtInTheLoop(String name) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        HikariDataSource pool = new HikariDataSource(config(name));
        try (Connection connection = pool.getConnection();
            Statement check = connection.createStatement()) {
          check.execute("SELECT 1 FROM not_there_yet");
        }
        return;
      } catch (SQLException failure) {
        told(name, failure);
      }
    }
  }

  /** It works, and nobody closes it; its library might know it by a name. */
  private void poolNotReady(String name) throws SQLException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      isAnswered(new HikariDataSource(config(name)));
      System.out.println("sessions " + name + " " + server.sessions(name));
    }
  }

  private static void isAnswered(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Checks.succeed(connection);
    }
  }

  /** The code does not tell that nobody took it out meanwhile. */
  private Object poolThroughQueue(String name) throws SQLException {
    HikariDataSource pool = new HikariDataSource(config(name));
    queue.add(pool);
    queue.clear();
    try (Connection connection = pool.getConnection()) {
      Checks.fail(connection);
    }
    return queue;
  }

  /** A driver that has threads of its own. */
  private void poolBesideAnotherDriver(String name) throws Exception {
    try (Connection other = DriverManager.getConnection("jdbc:derby:memory:other;create=true")) {
      repeat(name, () -> poolThroughQueue(name));
      other.clearWarnings();
    }
  }

  private HikariDataSource poolWithoutPermission(String name) throws SQLException {
    HikariConfig config = config(name);
    config.setUsername("nobody_known");
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(250);
    HikariDataSource pool = new HikariDataSource(config);
    pool.getConnection().close();
    return pool;
  }
}
