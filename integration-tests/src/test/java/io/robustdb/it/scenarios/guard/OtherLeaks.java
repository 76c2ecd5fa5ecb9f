package io.robustdb.it.scenarios.guard;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.xa.PGXADataSource;

/** Start-up code that forgets: in other threads, from other sources, behind wrappers. */
final class OtherLeaks {
  private static final int MOST_COLLECTIONS = 100;

  private final Server server;
  private final Queue<Connection> queue = new ConcurrentLinkedQueue<>();

  OtherLeaks(Server server) {
    this.server = server;
  }

  /** False for a name that is none of these. */
  boolean take(String name) throws Exception {
    switch (name) {
      case "completable-future" -> repeat(name, () -> joined(name));
      case "scheduled" -> scheduled(name);
      case "virtual-thread" -> repeat(name, () -> inThread(name));
      case "structured" -> repeat(name, () -> structured(name));
      case "future-given-up" -> futureGivenUp(name);
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
      case "busy-neighbour-queue" -> busyNeighbour(name);
      case "business" -> repeat(name, () -> business(name));
      case "network-timeout" ->
          repeat(name, () -> afterTermination(name, c -> c.setNetworkTimeout(Runnable::run, -1)));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void repeat(String name, Callable<?> attempt) throws Exception {
    for (int number = 0; number < Leaks.ATTEMPTS; number++) {
      try {
        System.out.println(name + " did not fail: " + attempt.call());
      } catch (Exception failure) {
        told(name, failure);
      }
    }
  }

  private void told(String name, Throwable failure) throws SQLException, InterruptedException {
    System.out.println(
        name
            + " failed with "
            + failure.getClass().getName()
            + ", suppressed "
            + failure.getSuppressed().length);
    System.out.println("sessions " + name + " " + server.sessions(name));
  }

  private Connection openChecked(String name) throws SQLException {
    Connection connection = server.open(name);
    Checks.fail(connection);
    return connection;
  }

  private Connection unchecked(String name) {
    try {
      return openChecked(name);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Connection joined(String name) {
    return CompletableFuture.supplyAsync(() -> unchecked(name)).join();
  }

  private void scheduled(String name) throws Exception {
    ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
    CountDownLatch done = new CountDownLatch(Leaks.ATTEMPTS);
    Future<?> retries =
        executor.scheduleWithFixedDelay(
            () -> {
              try {
                told(name, failureOf(name));
              } catch (SQLException | InterruptedException failure) {
                System.out.println(name + " cannot ask: " + failure);
              }
              done.countDown();
            },
            0,
            5,
            TimeUnit.MILLISECONDS);
    done.await();
    retries.cancel(false);
    executor.shutdownNow();
    executor.awaitTermination(10, TimeUnit.SECONDS);
  }

  private Throwable failureOf(String name) {
    try {
      return new AssertionError("did not fail: " + openChecked(name));
    } catch (SQLException failure) {
      return failure;
    }
  }

  /** A virtual one where there are any. */
  private Object inThread(String name) throws Exception {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable task = () -> failure.set(failureOf(name));
    Thread thread;
    try {
      thread =
          (Thread) Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (NoSuchMethodException older) {
      thread = new Thread(task);
      thread.start();
    }
    thread.join();
    throw (Exception) Objects.requireNonNull(failure.get());
  }

  /** Where the JDK has it, with its preview features; in this thread otherwise. */
  private @Nullable Object structured(String name) throws Exception {
    Class<?> type;
    try {
      type = Class.forName("java.util.concurrent.StructuredTaskScope");
      type.getMethod("open");
    } catch (ClassNotFoundException | NoSuchMethodException older) {
      return openChecked(name);
    }
    try (AutoCloseable scope = (AutoCloseable) type.getMethod("open").invoke(null)) {
      Callable<Connection> task = () -> openChecked(name);
      type.getMethod("fork", Callable.class).invoke(scope, task);
      return type.getMethod("join").invoke(scope);
    } catch (InvocationTargetException wrapper) {
      throw (Exception) wrapper.getCause();
    }
  }

  /** The connection comes when nobody waits for it any more. */
  private void futureGivenUp(String name) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    for (int attempt = 0; attempt < Leaks.ATTEMPTS; attempt++) {
      CountDownLatch late = new CountDownLatch(1);
      Future<Connection> future =
          executor.submit(
              () -> {
                late.await();
                return server.open(name);
              });
      try {
        System.out.println(name + " did not fail: " + future.get(1, TimeUnit.MILLISECONDS));
      } catch (TimeoutException failure) {
        System.out.println(name + " failed with " + failure.getClass().getName());
      }
      late.countDown();
    }
    executor.shutdown();
    executor.awaitTermination(10, TimeUnit.SECONDS);
    System.out.println("sessions " + name + " " + Math.min(1, server.sessionsNow(name)));
    for (int round = 0; round < MOST_COLLECTIONS && server.sessionsNow(name) > 0; round++) {
      System.gc();
      Thread.sleep(50);
    }
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
    for (int attempt = 0; attempt < Leaks.ATTEMPTS; attempt++) {
      Connection connection = source.getConnection();
      try {
        Checks.fail(connection);
        return;
      } catch (SQLException failure) {
        told(name, failure);
      }
    }
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

  /** Through a queue it might have gone to the thread that is busy all the while. */
  private void busyNeighbour(String name) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Thread neighbour =
        new Thread(
            () -> {
              try {
                done.await();
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
            });
    neighbour.start();
    try {
      repeat(name, () -> throughQueue(name));
    } finally {
      done.countDown();
      neighbour.join();
    }
  }

  private Object throughQueue(String name) throws SQLException {
    Connection connection = server.open(name);
    queue.add(connection);
    queue.clear();
    Checks.fail(connection);
    return queue;
  }

  /** It has answered before it is lost, and has work that nobody committed. */
  private Connection business(String name) throws SQLException {
    Connection connection = server.open(name);
    connection.setAutoCommit(false);
    Checks.succeed(connection);
    Checks.fail(connection);
    return connection;
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
