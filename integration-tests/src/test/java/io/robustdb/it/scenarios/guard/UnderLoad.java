package io.robustdb.it.scenarios.guard;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Start-up code that forgets what its failed checks leave, again and again, while other threads
 * work with connections and pools of their own, hand them to one another, and expect what a failed
 * check leaves with them to be as good as ever.
 */
public final class UnderLoad {
  private static final int POOL_EVERY = 20;

  private final Server server;
  private final AtomicInteger harmed = new AtomicInteger();
  private final AtomicInteger worked = new AtomicInteger();
  private final BlockingQueue<Connection> handedOn = new ArrayBlockingQueue<>(1);
  private volatile boolean ended;

  private UnderLoad(Server server) {
    this.server = server;
  }

  /** Arguments: URL with an application name, user, password, number of attempts. */
  public static void main(String[] args) throws Exception {
    try (Server server = new Server(args[0], args[1], args[2])) {
      new UnderLoad(server).run(Integer.parseInt(args[3]));
    }
  }

  private void run(int attempts) throws Exception {
    List<Thread> others = new ArrayList<>();
    try (HikariDataSource pool = new HikariDataSource(config("load-pool", 4))) {
      others.add(start(() -> borrow(pool)));
      others.add(start(this::openAndClose));
      others.add(start(this::produce));
      others.add(start(this::consume));
      int most = 0;
      for (int attempt = 0; attempt < attempts; attempt++) {
        try {
          Object ready = attempt % POOL_EVERY == 0 ? checkedPool() : checked();
          System.out.println("did not fail: " + ready);
        } catch (SQLException expected) {
          most = Math.max(most, server.sessionsNow("retry"));
        }
      }
      System.out.println("most " + most);
      ended = true;
      for (Thread other : others) {
        other.join();
      }
    }
    System.out.println("left " + server.sessions("retry"));
    System.out.println("harmed " + harmed + (worked.get() > 0 ? "" : ", but nothing was done"));
  }

  private Connection checked() throws SQLException {
    Connection connection = server.open("retry");
    Checks.fail(connection);
    return connection;
  }

  private HikariDataSource checkedPool() throws SQLException {
    HikariDataSource pool = new HikariDataSource(config("retry", 1));
    try (Connection connection = pool.getConnection()) {
      Checks.fail(connection);
    }
    return pool;
  }

  private HikariConfig config(String name, int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(server.url(name));
    config.setUsername(server.user());
    config.setPassword(server.password());
    config.setMaximumPoolSize(size);
    return config;
  }

  private void borrow(HikariDataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Checks.succeed(connection);
    }
  }

  private void openAndClose() throws SQLException {
    try (Connection connection = server.open("load")) {
      Checks.succeed(connection);
    }
  }

  /** Hands on what was not even checked, or whose check has failed. */
  private void produce() throws SQLException, InterruptedException {
    try {
      openAndHandOn();
    } catch (SQLException expected) {
      // whoever has it now goes on with it
    }
  }

  private void openAndHandOn() throws SQLException, InterruptedException {
    Connection connection = server.open("load");
    if (handedOn.offer(connection, 1, TimeUnit.SECONDS)) {
      Checks.fail(connection);
    } else {
      connection.close();
    }
  }

  private void consume() throws SQLException, InterruptedException {
    Connection connection = handedOn.poll(100, TimeUnit.MILLISECONDS);
    if (connection != null) {
      Thread.sleep(2);
      Checks.succeed(connection);
      connection.close();
    }
  }

  private Thread start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              while (!ended) {
                try {
                  work.run();
                  worked.incrementAndGet();
                } catch (SQLException | InterruptedException harm) {
                  harmed.incrementAndGet();
                  System.out.println("harmed: " + harm);
                }
              }
            });
    thread.start();
    return thread;
  }

  @FunctionalInterface
  private interface Work {
    void run() throws SQLException, InterruptedException;
  }
}
