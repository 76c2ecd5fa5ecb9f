package io.robustdb.it.scenarios.pools;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Checkouts that are returned in all ways, none of which is a leak, and one that is not. */
public final class Borrowers {
  private static final int SIZE = 40;
  private static final int THREADS = 8;
  private static final int SHORT_THREADS = 200;
  private static final long NANOS = 4_000_000_000L;

  /** Longer than the agent takes to have a look at what is open. */
  private static final long LONG_MILLIS = 2500;

  private static final List<Connection> FORGOTTEN = new CopyOnWriteArrayList<>();

  private final String url;
  private final String user;
  private final String password;
  private final AtomicLong borrowed = new AtomicLong();
  private final BlockingQueue<Connection> handedOn = new LinkedBlockingQueue<>();

  private Borrowers(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  /** Arguments: URL, user, password, and what is to be done. */
  public static void main(String[] args) throws Exception {
    Borrowers borrowers = new Borrowers(args[0], args[1], args[2]);
    switch (args[3]) {
      case "change-hands" -> borrowers.changeHands();
      case "same-object" -> borrowers.sameObject();
      case "no-handles" -> borrowers.noHandles();
      default -> throw new IllegalArgumentException("no such thing: " + args[3]);
    }
    System.out.println("borrowed " + borrowers.borrowed);
  }

  private void changeHands() throws Exception {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(SIZE);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      ask(borrow(pool)).close();
      List<Thread> threads = new ArrayList<>();
      for (int number = 0; number < THREADS; number++) {
        Random random = new Random(number);
        threads.add(start(() -> borrowAndHandOn(pool, random)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      for (int number = 0; number < SHORT_THREADS; number++) {
        start(() -> handedOn.add(borrow(pool))).join();
        returnOne();
      }
      holdForLong(pool);
      start(() -> forget(pool)).join();
    }
  }

  /** Holds up to six of its own, and gives every third to whoever takes it. */
  private void borrowAndHandOn(DataSource pool, Random random) throws SQLException {
    Deque<Connection> own = new ArrayDeque<>();
    long start = System.nanoTime();
    while (System.nanoTime() - start < NANOS) {
      if (own.size() < random.nextInt(6) && handedOn.size() < SIZE / 4) {
        Connection connection = borrow(pool);
        if (random.nextInt(3) == 0) {
          handedOn.add(connection);
        } else {
          own.add(connection);
        }
      } else if (!own.isEmpty()) {
        (random.nextBoolean() ? own.removeFirst() : own.removeLast()).close();
      }
      if (random.nextInt(3) == 0) {
        returnOne();
      }
    }
    while (!own.isEmpty()) {
      own.removeFirst().close();
    }
    while (!handedOn.isEmpty()) {
      returnOne();
    }
  }

  private void returnOne() throws SQLException {
    Connection connection = handedOn.poll();
    if (connection != null) {
      connection.setAutoCommit(true);
      connection.close();
    }
  }

  /** Two by the thread that borrowed them, six by others. */
  private void holdForLong(DataSource pool) throws Exception {
    List<Connection> held = new ArrayList<>();
    for (int number = 0; number < 8; number++) {
      held.add(borrow(pool));
    }
    Thread.sleep(LONG_MILLIS);
    held.remove(0).close();
    held.remove(held.size() - 1).close();
    for (Connection connection : held) {
      start(connection::close).join();
    }
  }

  private void forget(DataSource pool) throws SQLException {
    FORGOTTEN.add(ask(pool.getConnection())); // site: forgotten
    borrowed.incrementAndGet();
  }

  /** One connection for all, which stays open when it is closed; the second use is in the first. */
  private void sameObject() throws Exception {
    try (Shared shared = new Shared(DriverManager.getConnection(url, user, password))) {
      for (int number = 0; number < 3; number++) {
        ask(borrow(shared)).close();
      }
      Connection outer = borrow(shared);
      Thread.sleep(LONG_MILLIS);
      Connection inner = borrow(shared);
      System.out.println("the same " + (outer == inner));
      ask(inner).close();
    }
  }

  /** A pool that gives its connections as they are and takes them back by a method of its own. */
  private void noHandles() throws SQLException {
    try (Lender lender = new Lender()) {
      for (int number = 0; number < 20; number++) {
        Connection first = ask(lender.getConnection());
        Connection second = ask(lender.getConnection());
        lender.takeBack(first);
        lender.takeBack(second);
      }
    }
  }

  private Connection borrow(DataSource pool) throws SQLException {
    Connection connection = pool.getConnection();
    borrowed.incrementAndGet();
    return connection;
  }

  private static Connection ask(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
    return connection;
  }

  private static Thread start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (Exception failure) {
                System.out.println("failed " + failure);
              }
            });
    thread.start();
    return thread;
  }

  private interface Work {
    void run() throws Exception;
  }

  private static final class Shared extends SmallPool {
    private final Connection connection;
    private final Connection handle;

    Shared(Connection connection) {
      this.connection = connection;
      this.handle =
          (Connection)
              Proxy.newProxyInstance(
                  Shared.class.getClassLoader(),
                  new Class<?>[] {Connection.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("close")) {
                      return null;
                    }
                    try {
                      return method.invoke(connection, arguments);
                    } catch (InvocationTargetException failure) {
                      throw failure.getTargetException();
                    }
                  });
    }

    @Override
    public Connection getConnection() {
      return handle;
    }

    @Override
    public void close() throws SQLException {
      connection.close();
    }
  }

  private final class Lender extends SmallPool {
    private final Deque<Connection> idle = new ArrayDeque<>();

    @Override
    public Connection getConnection() throws SQLException {
      Connection connection = idle.poll();
      return connection == null ? DriverManager.getConnection(url, user, password) : connection;
    }

    void takeBack(Connection connection) {
      idle.add(connection);
    }

    @Override
    public void close() throws SQLException {
      for (Connection connection : idle) {
        connection.close();
      }
    }
  }
}
