package io.robustdb.it.scenarios.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Start-up code that hands what failed its check to another thread. */
final class HandsOffInThreads {
  private static final long PARKED_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Server server;

  HandsOffInThreads(Server server) {
    this.server = server;
  }

  /** False for a name that is none of these. */
  boolean take(String name) throws Exception {
    switch (name) {
      case "unstarted-thread" -> unstartedThread(name);
      case "started-thread" -> startedThread(name);
      case "delayed" -> delayed(name);
      case "queue" -> queue(name, false);
      case "virtual-thread" -> queue(name, true);
      case "parked-thread" -> parked(name, false);
      case "parked-virtual-thread" -> parked(name, true);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void unstartedThread(String name) throws Exception {
    Thread thread = forLater(name);
    thread.start();
    thread.join();
  }

  private Thread forLater(String name) throws SQLException {
    Connection connection = server.open(name);
    failQuietly(name, connection);
    return new Thread(() -> Said.worksQuietly(name, connection));
  }

  private void startedThread(String name) throws Exception {
    CountDownLatch latch = new CountDownLatch(1);
    List<Thread> threads = new ArrayList<>();
    try {
      startAndFail(name, latch, threads);
    } catch (SQLException failure) {
      Said.failure(name, failure);
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
              Said.worksQuietly(name, connection);
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

  /** A virtual one; an ordinary one before Java 21. */
  private static Thread startVirtual(Runnable task) throws ReflectiveOperationException {
    try {
      return (Thread)
          Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (NoSuchMethodException older) {
      return start(task);
    }
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.start();
    return thread;
  }

  private void delayed(String name) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      delayAndFail(name, done);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    done.get(10, TimeUnit.SECONDS);
  }

  private void delayAndFail(String name, CompletableFuture<Void> done) throws SQLException {
    Connection connection = server.open(name);
    CompletableFuture.delayedExecutor(2_000, TimeUnit.MILLISECONDS)
        .execute(
            () -> {
              Said.worksQuietly(name, connection);
              done.complete(null);
            });
    Checks.fail(connection);
  }

  /** The consumer has it in a variable alone when the producer fails. */
  private void queue(String name, boolean virtual) throws Exception {
    BlockingQueue<Connection> queue = new ArrayBlockingQueue<>(1);
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch failed = new CountDownLatch(1);
    Runnable task =
        () -> {
          try {
            Connection connection = queue.take();
            taken.countDown();
            failed.await();
            Said.worksQuietly(name, connection);
          } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
          }
        };
    Thread consumer = virtual ? startVirtual(task) : start(task);
    try {
      produceAndFail(name, queue, taken);
    } catch (IllegalStateException failure) {
      Said.failure(name, failure);
    }
    failed.countDown();
    consumer.join();
  }

  /**
   * The thread, which nobody else knows, stands in code of the JDK alone; what it does when it goes
   * on has the connection.
   */
  private void parked(String name, boolean virtual) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    parkAndFail(name, done, virtual);
    done.await();
  }

  private void parkAndFail(String name, CountDownLatch done, boolean virtual) throws Exception {
    Connection connection = server.open(name);
    startParked(
        () -> {
          Said.worksQuietly(name, connection);
          done.countDown();
        },
        virtual);
    failQuietly(name, connection);
  }

  private static void startParked(Runnable more, boolean virtual) throws Exception {
    DelayQueue<Moment> moments = new DelayQueue<>();
    moments.add(new Moment(System.nanoTime() + PARKED_NANOS));
    Runnable task = new Afterwards(moments::take, more);
    Thread thread = virtual ? startVirtual(task) : start(task);
    while (thread.getState() != Thread.State.TIMED_WAITING) {
      Thread.sleep(1);
    }
  }

  private static void failQuietly(String name, Connection connection) {
    try {
      Checks.fail(connection);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
  }

  private void produceAndFail(String name, BlockingQueue<Connection> queue, CountDownLatch taken)
      throws Exception {
    queue.put(server.open(name));
    taken.await();
    throw new IllegalStateException("after handing it over");
  }

  /** Comes at some nanosecond. */
  private record Moment(long nanos) implements Delayed {
    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }

  /** Does more when it has done what it was made for. */
  private static final class Afterwards extends FutureTask<Moment> {
    private final Runnable more;

    Afterwards(Callable<Moment> task, Runnable more) {
      super(task);
      this.more = more;
    }

    @Override
    protected void done() {
      more.run();
    }
  }
}
