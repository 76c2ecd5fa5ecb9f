package io.robustdb.it.scenarios.steps;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Steps with physical connections. */
final class Connections {
  private static final int TRANSACTION_THAT_NO_SERVER_KNOWS = 4711;

  private final String url;

  Connections(Database database) {
    this.url = database.urlWithUser();
  }

  boolean take(String name, @Nullable String value) throws Exception {
    switch (name) {
      case "connect" -> connect();
      case "connect-elsewhere" -> connectElsewhere();
      case "connect-and-close" -> connectAndClose();
      case "connect-in-virtual-thread" -> connectInVirtualThread();
      case "connect-in-threads" -> connectInThreads(Integer.parseInt(String.valueOf(value)));
      case "connect-interrupted" -> connectInterrupted();
      case "connect-deep" -> connectDeep();
      case "fill-heap" -> fillHeap();
      case "drop" -> drop();
      case "drop-after" -> dropAfter(Long.parseLong(String.valueOf(value)));
      case "collect" -> collect();
      case "failed-query" -> failedQuery();
      case "failed-query-lost" -> failedQueryLost();
      case "failed-query-closed" -> failedQueryClosed();
      case "failed-query-recovered" -> failedQueryRecovered();
      case "invalid" -> invalid();
      case "failed-set-up" -> failedSetUp();
      case "connect-and-use-later" -> connectAndUseLater();
      case "hold-twice" -> holdTwice(Long.parseLong(String.valueOf(value)));
      case "hold" -> hold(Long.parseLong(String.valueOf(value)));
      case "hold-in-own-thread" -> holdInOwnThread(Long.parseLong(String.valueOf(value)));
      case "abort" -> abort();
      case "close-in-other-thread" -> closeInOtherThread();
      case "close-in-hook" -> closeInHook();
      case "close-twice" -> closeTwice();
      case "proxy" -> proxy();
      case "statement" -> statement();
      case "result-set" -> resultSet();
      case "statements-closed" -> statementsClosed();
      case "statements-closed-with-connection" -> statementsClosedWithConnection();
      case "sql" -> sql(String.valueOf(value));
      case "insert-twice" -> insertTwice(String.valueOf(value));
      case "bad-password" -> badPassword(String.valueOf(value));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void connect() throws SQLException {
    Connection connection = Kept.keep(DriverManager.getConnection(url)); // site: connect
    Database.use(connection);
    System.out.println("session " + Database.session(connection));
  }

  private void connectElsewhere() throws SQLException {
    Database.use(Kept.keep(DriverManager.getConnection(url))); // site: connect-elsewhere
  }

  private void connectAndClose() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      Database.use(connection);
    }
  }

  private void connectInVirtualThread() throws Exception {
    Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
    Class<?> type = Class.forName("java.lang.Thread$Builder");
    builder = type.getMethod("name", String.class).invoke(builder, "a-virtual-one");
    Runnable work =
        () -> {
          try {
            Database.use(
                Kept.keep(DriverManager.getConnection(url))); // site: connect-in-virtual-thread
          } catch (SQLException failure) {
            throw new IllegalStateException(failure);
          }
        };
    Thread thread = (Thread) type.getMethod("start", Runnable.class).invoke(builder, work);
    thread.join();
  }

  /** All at once, as the first thing that is done with JDBC. */
  private void connectInThreads(int count) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    ExecutorService executor = Executors.newFixedThreadPool(count);
    List<Future<Connection>> connections = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      connections.add(
          executor.submit(
              () -> {
                start.await();
                return DriverManager.getConnection(url); // site: connect-in-threads
              }));
    }
    for (Future<Connection> connection : connections) {
      Kept.keep(connection.get());
    }
    executor.shutdown();
  }

  private void connectInterrupted() throws SQLException {
    Thread.currentThread().interrupt();
    try (Connection connection = DriverManager.getConnection(url)) {
      Database.use(connection);
    } finally {
      System.out.println("interrupted " + Thread.interrupted());
    }
  }

  /** Until the stack is full, somewhere in the middle of JDBC. */
  private void connectDeep() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      for (int round = 0; round < 3; round++) {
        try {
          useDeep(connection);
        } catch (StackOverflowError full) {
          System.out.println("stack full");
        }
      }
    }
    connectAndClose();
  }

  @SuppressWarnings("InfiniteRecursion") // until there is no stack left
  private void useDeep(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(1);
      useDeep(connection);
    }
  }

  /** Connects while less and less is free, until nothing is, and a few times more. */
  private void fillHeap() {
    List<byte[]> filling = new ArrayList<>();
    int refused = 0;
    for (int size = 1 << 22; size > 1 << 9; refused++) {
      try {
        if (refused == 0) {
          // the JVM looks up the classes of a catch at the first throw, which needs some heap
          // itself
          throw new OutOfMemoryError();
        }
        if (refused == 1) {
          throw new SQLException();
        }
        filling.add(new byte[size]);
        connectAndClose();
      } catch (OutOfMemoryError full) {
        size /= 2;
      } catch (SQLException full) {
        size /= 2; // the driver's word for the same
      }
    }
    boolean filled = filling.size() > 10 && refused > 10;
    filling.clear();
    System.out.println("heap full " + filled);
  }

  /** At one place, and only the first is closed. */
  private void holdTwice(long millis) throws SQLException {
    for (String which : List.of("first ", "second ")) {
      Connection connection = DriverManager.getConnection(url);
      System.out.println(which + Database.session(connection));
      Ends.pause(millis);
      if (which.equals("first ")) {
        connection.close();
      } else {
        Kept.keep(connection);
      }
    }
  }

  private void dropAfter(long millis) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    Database.use(connection);
    Ends.pause(millis);
    Database.use(connection);
  }

  private void drop() throws SQLException {
    Connection connection = DriverManager.getConnection(url); // site: drop
    Database.use(connection);
  }

  private void collect() throws InterruptedException {
    for (int round = 0; round < 15; round++) {
      System.gc();
      Thread.sleep(100);
    }
  }

  private void failedQuery() throws SQLException {
    Connection connection = Kept.keep(DriverManager.getConnection(url)); // site: failed-query
    try {
      check(connection);
    } catch (SQLException expected) {
      System.out.println("failed " + expected.getSQLState());
    }
  }

  private void failedQueryLost() {
    try {
      check(DriverManager.getConnection(url)); // site: failed-query-lost
    } catch (SQLException expected) {
      System.out.println("failed " + expected.getSQLState());
    }
  }

  private void failedQueryClosed() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      check(connection);
    } catch (SQLException expected) {
      System.out.println("failed " + expected.getSQLState());
    }
  }

  private void failedQueryRecovered() throws SQLException {
    Connection connection =
        Kept.keep(DriverManager.getConnection(url)); // site: failed-query-recovered
    try {
      check(connection);
    } catch (SQLException expected) {
      Database.use(connection);
    }
  }

  private static void check(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1 FROM no_such_table"); // site: check
    }
  }

  private void invalid() throws SQLException {
    Connection connection = Kept.keep(DriverManager.getConnection(url)); // site: invalid
    try (Connection other = DriverManager.getConnection(url);
        PreparedStatement kill = other.prepareStatement("SELECT pg_terminate_backend(?)")) {
      kill.setInt(1, sessionByDriver(connection));
      kill.execute();
    }
    System.out.println("valid " + connection.isValid(5));
  }

  /** Without a query, which would prove the connection. */
  private static int sessionByDriver(Connection connection) throws SQLException {
    return connection.unwrap(org.postgresql.PGConnection.class).getBackendPID();
  }

  private void failedSetUp() throws SQLException {
    Connection connection = Kept.keep(DriverManager.getConnection(url)); // site: failed-set-up
    try {
      connection.setTransactionIsolation(TRANSACTION_THAT_NO_SERVER_KNOWS);
    } catch (SQLException expected) {
      System.out.println("failed " + expected.getSQLState());
    }
  }

  /** Nothing but a variable has it. */
  private void connectAndUseLater() throws SQLException, IOException {
    try (Connection connection = DriverManager.getConnection(url)) {
      System.out.println("session " + Database.session(connection));
      System.in.read();
      Database.use(connection);
      System.out.println("used");
      System.in.read();
    }
  }

  private void hold(long millis) throws Exception {
    try (Connection connection = DriverManager.getConnection(url)) { // site: hold
      Database.use(connection);
      Thread.sleep(millis);
    }
  }

  /** In a thread of a class that has its own idea of what threads tell. */
  private void holdInOwnThread(long millis) throws InterruptedException {
    Thread thread =
        new Thread("of-its-own") {
          @Override
          public void run() {
            try {
              hold(millis);
            } catch (Exception failure) {
              throw new IllegalStateException(failure);
            }
          }

          @Override
          public StackTraceElement[] getStackTrace() {
            System.out.println("asked for the stack");
            throw new IllegalStateException("not for others");
          }

          @Override
          public State getState() {
            System.out.println("asked for the state");
            throw new IllegalStateException("not for others");
          }
        };
    thread.start();
    thread.join();
  }

  private void abort() throws SQLException {
    DriverManager.getConnection(url).abort(Runnable::run);
  }

  private void closeInOtherThread() throws Exception {
    Connection connection = DriverManager.getConnection(url);
    ExecutorService executor = Executors.newSingleThreadExecutor();
    executor
        .submit(
            () -> {
              connection.close();
              return connection;
            })
        .get();
    executor.shutdown();
  }

  private void closeInHook() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  try {
                    connection.close();
                  } catch (SQLException failure) {
                    throw new IllegalStateException(failure);
                  }
                }));
  }

  private void closeTwice() throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    connection.close();
    connection.close();
  }

  /** A connection behind a proxy of the JDK, as many frameworks hand them out. */
  private void proxy() throws SQLException {
    Connection inner = DriverManager.getConnection(url); // site: proxy
    Connection outer =
        (Connection)
            Proxy.newProxyInstance(
                Connections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (self, method, arguments) -> method.invoke(inner, arguments));
    Database.use(Kept.keep(outer));
  }

  private void statement() throws SQLException {
    Connection connection = Kept.keep(DriverManager.getConnection(url));
    Kept.keep(connection.prepareStatement("SELECT 2")).execute(); // site: statement
  }

  private void resultSet() throws SQLException {
    Connection connection = Kept.keep(DriverManager.getConnection(url));
    Statement statement = Kept.keep(connection.createStatement());
    Kept.keep(statement.executeQuery("SELECT 3")); // site: result-set
  }

  private void statementsClosed() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      for (int round = 0; round < 3; round++) {
        try (ResultSet answer = statement.executeQuery("SELECT 4")) {
          answer.next();
        }
      }
    }
  }

  private void statementsClosedWithConnection() throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      Kept.keep(Kept.keep(connection.createStatement()).executeQuery("SELECT 5"));
    }
  }

  /** The server repeats the value in its message. */
  private void insertTwice(String value) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS names (name text PRIMARY KEY)");
      statement.execute("DELETE FROM names");
      statement.execute("INSERT INTO names VALUES ('" + value + "')");
    }
    sql("INSERT INTO names VALUES ('" + value + "')");
  }

  /** A set-up of the session that the driver or server refuses, with everything in its message. */
  private void badPassword(String value) {
    String wrong = url.replace("user=", "user=no" + "body&password=" + value + "&ignored=");
    try {
      DriverManager.getConnection(wrong).close();
      System.out.println("taken"); // a server that trusts everybody
    } catch (SQLException expected) {
      System.out.println("failed " + expected.getSQLState());
    }
  }

  private void sql(String text) throws SQLException {
    Connection connection = Kept.keep(DriverManager.getConnection(url)); // site: sql
    try (Statement statement = connection.createStatement()) {
      statement.execute(text);
    } catch (SQLException expected) {
      System.out.println("failed " + expected.getSQLState());
    }
  }
}
