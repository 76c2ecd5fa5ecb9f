package io.robustdb.it.scenarios.guard;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;

/** Start-up code that forgets, in other threads than the one that waits for it. */
final class LeaksInThreads extends Attempts {
  private static final int MOST_COLLECTIONS = 100;

  private final Queue<Connection> queue = new ConcurrentLinkedQueue<>();

  LeaksInThreads(Server server) {
    super(server);
  }

  /** False for a name that is none of these. */
  boolean take(String name) throws Exception {
    switch (name) {
      case "completable-future" -> repeat(name, () -> joined(name));
      case "scheduled" -> scheduled(name);
      case "virtual-thread" -> repeat(name, () -> inThread(name));
      case "structured" -> repeat(name, () -> structured(name));
      case "future-given-up" -> futureGivenUp(name);
      case "through-queue" -> repeat(name, () -> throughQueue(name));
      case "busy-neighbour-queue" -> besideBusyThread(name, () -> throughQueue(name));
      default -> {
        return false;
      }
    }
    return true;
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
    CountDownLatch done = new CountDownLatch(ATTEMPTS);
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
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
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

  private Object throughQueue(String name) throws SQLException {
    Connection connection = server.open(name);
    queue.add(connection);
    queue.clear();
    Checks.fail(connection);
    return queue;
  }
}
