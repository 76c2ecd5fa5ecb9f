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
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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
      case "unstarted-thread" -> unstartedThread(name);
      case "started-thread" -> startedThread(name);
      case "delayed" -> delayed(name);
      case "queue" -> queue(name);
      case "holder-argument" -> holderArgument(name);
      case "returned-lambda" -> returnedLambda(name);
      case "thrown" -> thrown(name);
      case "expected-error" -> expectedError(name);
      case "pool-recovers" -> poolRecovers(name);
      case "shutdown-hook" -> shutdownHook(name);
      case "virtual-thread" -> virtualThread(name);
      case "own-retry" -> ownRetry(name);
      default -> throw new IllegalArgumentException("no such shape: " + name);
    }
  }

  /** What was left must be as good as ever. */
  private static void works(String name, Connection connection) throws SQLException {
    Checks.succeed(connection);
    System.out.println(name + " works");
    connection.close();
  }

  private static void failure(String name, Throwable failure) {
    System.out.println(
        name
            + " failed with "
            + failure.getClass().getName()
            + ", suppressed "
            + failure.getSuppressed().length);
  }

  private void checkRepeated(String name) throws SQLException {
    Connection connection = server.open(name);
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        Checks.fail(connection);
      } catch (SQLException failure) {
        failure(name, failure);
      }
    }
    works(name, connection);
  }

  private void closesItself(String name) throws SQLException {
    for (int attempt = 0; attempt < 3; attempt++) {
      try {
        openOrClose(name);
      } catch (SQLException failure) {
        failure(name, failure);
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
      failure(name, failure);
    }
    works(name, Objects.requireNonNull(field));
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
      works(name, connection);
    }
  }

  private void registry(String name) throws SQLException {
    try {
      openIntoRegistry(name);
    } catch (SQLException failure) {
      failure(name, failure);
    }
    works(name, (Connection) kept(name));
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
      failure(name, failure);
    }
    try (HikariDataSource pool = (HikariDataSource) kept(name)) {
      works(name, pool.getConnection());
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
      failure(name, failure);
    }
    inContext(name);
  }

  private static void checkIn(Connection connection) throws SQLException {
    Checks.fail(connection);
  }

  private static void inContext(String name) throws SQLException {
    Connection connection = CONTEXT.get();
    CONTEXT.remove();
    works(name, connection);
  }

  private void cache(String name) throws SQLException {
    try {
      openIntoCache(name);
    } catch (SQLException failure) {
      failure(name, failure);
    }
    Connection connection = Objects.requireNonNull(cache).get();
    works(name, Objects.requireNonNull(connection));
  }

  private void openIntoCache(String name) throws SQLException {
    Connection connection = server.open(name);
    cache = new SoftReference<>(connection);
    Checks.fail(connection);
  }

  private void unstartedThread(String name) throws Exception {
    Thread thread = forLater(name);
    thread.start();
    thread.join();
  }

  private Thread forLater(String name) throws SQLException {
    Connection connection = server.open(name);
    try {
      Checks.fail(connection);
    } catch (SQLException failure) {
      failure(name, failure);
    }
    return new Thread(() -> worksQuietly(name, connection));
  }

  private static void worksQuietly(String name, Connection connection) {
    try {
      works(name, connection);
    } catch (SQLException failure) {
      failure(name, failure);
    }
  }

  private void startedThread(String name) throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    try {
      startAndFail(name, latch, threads);
    } catch (SQLException failure) {
      failure(name, failure);
    }
    latch.countDown();
    threads.get(0).join();
  }

  private void startAndFail(String name, CountDownLatch latch, List<Thread> threads)
      throws SQLException {
    Connection connection = server.open(name);
    Thread thread =
        new Thread(
            () -> {
              await(latch);
              worksQuietly(name, connection);
            });
    thread.start();
    threads.add(thread);
    Checks.fail(connection);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  /** An ordinary thread before Java 21. */
  private void virtualThread(String name) throws Exception {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    BlockingQueue<Connection> queue = new ArrayBlockingQueue<>(1);
    Thread thread =
        startVirtual(
            () -> {
              Connection connection = queue.poll();
              taken.countDown();
              await(failed);
              worksQuietly(name, Objects.requireNonNull(connection));
            },
            () -> queue.add(server.open(name)));
    try {
      failAfter(taken);
    } catch (IllegalStateException failure) {
      failure(name, failure);
    }
    failed.countDown();
    thread.join();
  }

  private static void failAfter(CountDownLatch taken) throws InterruptedException {
    taken.await();
    throw new IllegalStateException("after handing it over");
  }

  private static Thread startVirtual(Runnable task, Callable<?> before) throws Exception {
    before.call();
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (NoSuchMethodException older) {
      Thread thread = new Thread(task);
      thread.start();
      return thread;
    }
  }

  private void delayed(String name) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      delayAndFail(name, done);
    } catch (SQLException failure) {
      failure(name, failure);
    }
    done.get(10, TimeUnit.SECONDS);
  }

  private void delayAndFail(String name, CompletableFuture<Void> done) throws SQLException {
    Connection connection = server.open(name);
    CompletableFuture.delayedExecutor(2_000, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              worksQuietly(name, connection);
              done.complete(null);
            });
    Checks.fail(connection);
  }

  /** The consumer has it in a variable alone when the producer fails. */
  private void queue(String name) throws Exception {
    BlockingQueue<Connection> queue = new ArrayBlockingQueue<>(1);
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    Thread consumer =
        new Thread(
            () -> {
              try {
                Connection connection = queue.take();
                taken.countDown();
                failed.await();
                worksQuietly(name, connection);
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
            });
    consumer.start();
    try {
      produceAndFail(name, queue, taken);
    } catch (IllegalStateException failure) {
      failure(name, failure);
    }
    failed.countDown();
    consumer.join();
  }

  private void produceAndFail(String name, BlockingQueue<Connection> queue, CountDownLatch taken)
      throws Exception {
    queue.put(server.open(name));
    taken.await();
    throw new IllegalStateException("after handing it over");
  }

  private void holderArgument(String name) throws SQLException {
    Connection[] holder = new Connection[1];
    try {
      openInto(name, holder);
    } catch (SQLException failure) {
      failure(name, failure);
    }
    works(name, holder[0]);
  }

  private void openInto(String name, Connection[] holder) throws SQLException {
    holder[0] = server.open(name);
    Checks.fail(holder[0]);
  }

  private void returnedLambda(String name) throws Exception {
    Callable<Connection> later = lambda(name);
    works(name, later.call());
  }

  private Callable<Connection> lambda(String name) throws SQLException {
    Connection connection = server.open(name);
    try {
      Checks.fail(connection);
    } catch (SQLException failure) {
      failure(name, failure);
    }
    return () -> connection;
  }

  private void thrown(String name) throws SQLException {
    try {
      throwIt(name);
    } catch (CarriesConnection failure) {
      works(name, failure.connection);
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
    works(name, connection);
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
          failure(name, failure);
        }
      }
    }
  }

  private void shutdownHook(String name) throws SQLException {
    try {
      hookAndFail(name);
    } catch (SQLException failure) {
      failure(name, failure);
    }
  }

  private void hookAndFail(String name) throws SQLException {
    Connection connection = server.open(name);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> worksQuietly(name, connection)));
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
        works(name, connection);
      } catch (SQLException failure) {
        failure(name, failure);
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
