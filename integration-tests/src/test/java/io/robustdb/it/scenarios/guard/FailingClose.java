package io.robustdb.it.scenarios.guard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver whose connections answer nothing and cannot be closed: they throw, never come back, or
 * come back when nobody waits any more. No server can be made to do that.
 */
public final class FailingClose implements Driver, InvocationHandler {
  private static final String URL = "jdbc:failing:close";
  private static final int MANY = 20_000;
  private static final int COLLECTIONS = 30;
  private static final long PAUSE_MILLIS = 100;
  private static final long LATE_NANOS = TimeUnit.MILLISECONDS.toNanos(4500);

  private final String way;
  private final AtomicInteger closed = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final CountDownLatch working = new CountDownLatch(1);
  private @Nullable Thread busy;

  private FailingClose(String way) {
    this.way = way;
  }

  /**
   * Argument: how closing fails, {@code throws}, {@code hangs} or {@code late}; {@code aborted} for
   * one that hangs until the connection is aborted; or {@code invalid} for one that can be closed,
   * when it has said that it is not valid and nothing was thrown; or {@code in-use} for one that a
   * thread of the driver's is still busy with when its check fails; or {@code statement} for one of
   * which somebody keeps a statement, which does not lead to it.
   */
  public static void main(String[] args) throws Exception {
    FailingClose driver = new FailingClose(args[0]);
    DriverManager.registerDriver(driver);
    if (args[0].equals("invalid")) {
      System.out.println("valid " + openValid() + ", closed " + driver.closed + " times");
      return;
    }
    SQLException own = new SQLException("not ready", "57P03");
    if (args[0].equals("statement")) {
      System.out.println(keepStatement(own) + ", closed " + driver.closed + " times");
      return;
    }
    if (args[0].equals("hangs-thrice")) {
      openThriceInVain(own);
      return;
    }
    if (args[0].equals("in-use")) {
      warmUp();
      driver.openTwice(own);
      return;
    }
    Thread.currentThread().interrupt();
    try {
      open(own);
    } catch (SQLException failure) {
      System.out.println("its own " + (failure == own) + " " + failure.getMessage());
      for (Throwable suppressed : failure.getSuppressed()) {
        System.out.println("suppressed " + suppressed.getMessage());
      }
    }
    System.out.println("interrupted " + Thread.interrupted());
    if (args[0].equals("late")) {
      driver.ended.await();
      Thread.sleep(500);
    } else if (args[0].equals("throws")) {
      openInVain(new SQLException("still not ready", "57P03"));
    }
    System.out.println("closed " + driver.closed + " times");
  }

  /** What the JVM has compiled needs the connection itself no more, once the call is on its way. */
  private static void warmUp() throws SQLException {
    FailingClose driver = new FailingClose("in-use");
    driver.ended.countDown();
    try (Connection connection = Objects.requireNonNull(driver.connect(URL, new Properties()))) {
      for (int call = 0; call < MANY; call++) {
        connection.isValid(0);
      }
    }
  }

  private void openTwice(SQLException own) throws InterruptedException {
    openInVain(own);
    collectUntilClosed(1);
    System.out.println("closed " + closed + " times while in use");
    ended.countDown();
    Objects.requireNonNull(busy).join();
    openInVain(own);
    collectUntilClosed(2);
    System.out.println("closed " + closed + " times in the end");
  }

  private void collectUntilClosed(int times) throws InterruptedException {
    for (int round = 0; round < COLLECTIONS && closed.get() < times; round++) {
      System.gc();
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static void openInVain(SQLException own) {
    try {
      open(own);
    } catch (SQLException expected) {
      System.out.println(expected.getMessage());
    }
  }

  private static void openThriceInVain(SQLException own) throws SQLException {
    try {
      openThrice(own);
    } catch (SQLException failure) {
      System.out.println("its own " + (failure == own) + " " + failure.getMessage());
    }
  }

  private static void openThrice(SQLException failure) throws SQLException {
    List<Connection> all = new ArrayList<>();
    for (int time = 0; time < 3; time++) {
      all.add(DriverManager.getConnection(URL));
    }
    for (Connection each : all) {
      if (!each.isReadOnly()) {
        throw failure;
      }
    }
  }

  /** Only variables of the thread have the connection while it works. */
  private void keepBusy(Connection connection) throws InterruptedException {
    SynchronousQueue<Connection> queue = new SynchronousQueue<>();
    CountDownLatch works = working;
    Thread thread =
        new Thread(
            () -> {
              try {
                System.out.println("valid " + queue.take().isValid(0));
              } catch (SQLException | InterruptedException failure) {
                System.out.println("failed " + failure);
              }
            });
    thread.start();
    queue.put(connection);
    works.await();
    busy = thread;
  }

  private static String keepStatement(SQLException own) throws SQLException {
    List<Statement> kept = new ArrayList<>();
    try {
      open(own, kept);
    } catch (SQLException expected) {
      System.out.println(expected.getMessage());
    }
    return "kept " + (kept.get(0).getMoreResults() ? "one" : "a statement");
  }

  private static void open(SQLException failure, List<Statement> kept) throws SQLException {
    Connection connection = DriverManager.getConnection(URL);
    kept.add(connection.createStatement());
    if (!connection.isReadOnly()) {
      throw failure;
    }
  }

  private static boolean openValid() throws SQLException {
    return DriverManager.getConnection(URL).isValid(1);
  }

  private static void open(SQLException failure) throws SQLException {
    Connection connection = DriverManager.getConnection(URL);
    if (!connection.isReadOnly()) {
      throw failure;
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (way.equals("in-use") && method.getName().equals("isReadOnly") && busy == null) {
      keepBusy((Connection) proxy);
    } else if (way.equals("in-use") && method.getName().equals("isValid")) {
      working.countDown();
      ended.await();
    }
    if (method.getName().equals("close") || method.getName().equals("abort")) {
      closed.incrementAndGet();
      close(method.getName().equals("abort"));
      return null;
    }
    if (method.getReturnType() == Statement.class) {
      return proxy(Statement.class);
    }
    return method.getReturnType() == boolean.class ? false : null;
  }

  /** Whatever interrupts it. */
  private void close(boolean aborts) throws SQLException {
    long start = System.nanoTime();
    while (way.startsWith("hangs") || (way.equals("late") && aborts)) {
      LockSupport.park();
    }
    while (way.equals("late") && System.nanoTime() - start < LATE_NANOS) {
      LockSupport.parkNanos(LATE_NANOS);
    }
    while (way.equals("aborted") && !aborts && ended.getCount() > 0) {
      LockSupport.parkNanos(LATE_NANOS);
    }
    if (way.equals("throws")) {
      throw new SQLException("cannot be closed");
    }
    ended.countDown();
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) {
    return acceptsURL(url) ? proxy(Connection.class) : null;
  }

  private <T> T proxy(Class<T> type) {
    return type.cast(
        Proxy.newProxyInstance(FailingClose.class.getClassLoader(), new Class<?>[] {type}, this));
  }

  @Override
  public boolean acceptsURL(String url) {
    return url.startsWith("jdbc:failing:");
  }

  @Override
  public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
    return new DriverPropertyInfo[0];
  }

  @Override
  public int getMajorVersion() {
    return 1;
  }

  @Override
  public int getMinorVersion() {
    return 0;
  }

  @Override
  public boolean jdbcCompliant() {
    return false;
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }
}
