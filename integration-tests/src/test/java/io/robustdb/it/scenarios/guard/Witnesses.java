package io.robustdb.it.scenarios.guard;

import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Start-up code where only one of the things that the guard looks at tells what is to be done. */
public final class Witnesses extends Attempts {
  private static final int CROWD = 1_500_000;
  private static final ThreadLocal<Connection> CONTEXT = new ThreadLocal<>();

  private WeakReference<Box> latest = new WeakReference<>(new Box());

  private Witnesses(Server server) {
    super(server);
  }

  /** Arguments: URL with an application name, user, password, and names of shapes. */
  public static void main(String[] args) throws Exception {
    try (Server server = new Server(args[0], args[1], args[2])) {
      for (int index = 3; index < args.length; index++) {
        new Witnesses(server).take(args[index]);
        System.out.println("after " + args[index] + " " + server.sessions(args[index]));
      }
    }
  }

  private void take(String name) throws Exception {
    switch (name) {
      case "busy-thread" -> besideBusyThread(name, () -> openChecked(name));
      case "crowd" -> crowd(name);
      case "operands" -> operands(name);
      case "further-operand" -> Said.works(name, contents(box(), filledAnyway(name)));
      case "own-error" -> repeat(name, () -> own(server.open(name)));
      case "idle-thread" -> idleThread(name);
      case "task" -> task(name);
      case "running-call" -> runningCall(name);
      default -> new OneHolder(server).take(name);
    }
  }

  /** There are more objects than a walk over all of them may visit. */
  private void crowd(String name) throws Exception {
    Object[][] crowd = new Object[CROWD][0];
    repeat(name, () -> openChecked(name));
    System.out.println("beside " + crowd.length);
  }

  /** All in one method, so that none but the one that opens ends before the error is caught. */
  private void operands(String name) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        System.out.println("did not fail: " + put(box(), filled(name)));
      } catch (SQLException failure) {
        System.out.println("caught " + name + " " + server.sessions(name));
      }
    }
  }

  /** The box lies on the operand stack alone while its contents are made. */
  private static Object put(Box box, Connection contents) {
    return box.contents == contents;
  }

  private Box box() {
    Box box = new Box();
    latest = new WeakReference<>(box);
    return box;
  }

  private Connection filled(String name) throws SQLException {
    Box box = Objects.requireNonNull(latest.get());
    box.contents = server.open(name);
    Checks.fail(box.contents);
    return box.contents;
  }

  /** The error has no way to the frame that has the box. */
  private boolean filledAnyway(String name) {
    try {
      return filled(name) != null;
    } catch (SQLException failure) {
      Said.failure(name, failure);
      return false;
    }
  }

  private static Connection contents(Box box, boolean filled) {
    System.out.println("filled " + filled);
    return Objects.requireNonNull(box.contents);
  }

  private Connection own(Connection connection) {
    if (connection.hashCode() == System.identityHashCode(latest)) {
      return connection;
    }
    throw new IllegalStateException("not ready");
  }

  /** What an idle thread has as its thread local, nobody else has. */
  private void idleThread(String name) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      handOver(name, executor);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    executor.submit(() -> Said.worksQuietly(name, CONTEXT.get())).get();
    executor.shutdown();
  }

  private void handOver(String name, ExecutorService executor) throws Exception {
    Connection connection = server.open(name);
    executor.submit(() -> CONTEXT.set(connection)).get();
    Thread.sleep(100); // until it waits for the next task
    Checks.fail(connection);
  }

  /** A task of an executor that nobody else knows. */
  private void task(String name) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    try {
      schedule(name, done);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    done.await();
  }

  private void schedule(String name, CountDownLatch done) throws Exception {
    Connection connection = server.open(name);
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    Future<?> unused =
        executor.schedule(
            () -> {
              Said.worksQuietly(name, connection);
              executor.shutdown();
              done.countDown();
            },
            2,
            TimeUnit.SECONDS);
    Thread.sleep(100);
    Checks.fail(connection);
  }

  /**
   * While it runs, only the thread that runs it has the statement, in variables of the driver's;
   * what it gives leads to the connection.
   */
  private void runningCall(String name) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    CompletionService<ResultSet> answers = new ExecutorCompletionService<>(executor);
    try {
      askAndGiveUp(name, answers);
    } catch (TimeoutException failure) {
      Said.failure(name, failure);
    }
    try {
      Said.works(name, answers.take().get().getStatement().getConnection());
    } catch (ExecutionException failure) {
      Said.failure(name, Objects.requireNonNull(failure.getCause()));
    }
    executor.shutdown();
  }

  private void askAndGiveUp(String name, CompletionService<ResultSet> answers) throws Exception {
    Connection connection = server.open(name);
    PreparedStatement question = connection.prepareStatement("SELECT pg_sleep(2)");
    answers.submit(question::executeQuery).get(200, TimeUnit.MILLISECONDS);
  }

  private static final class Box {
    private @Nullable Connection contents;
  }
}
