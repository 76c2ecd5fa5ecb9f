package io.robustdb.it.scenarios.guard;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A driver whose connections answer nothing and cannot be closed: they throw, or never come back.
 * No server can be made to do that.
 */
public final class FailingClose implements Driver, InvocationHandler {
  private final boolean hangs;
  private final AtomicInteger closed = new AtomicInteger();

  private FailingClose(boolean hangs) {
    this.hangs = hangs;
  }

  /** Argument: {@code throws} or {@code hangs}. */
  public static void main(String[] args) throws Exception {
    FailingClose driver = new FailingClose(args[0].equals("hangs"));
    DriverManager.registerDriver(driver);
    SQLException own = new SQLException("not ready", "57P03");
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
    System.out.println("closed " + driver.closed + " times");
  }

  private static void open(SQLException failure) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:failing:close");
    if (!connection.isReadOnly()) {
      throw failure;
    }
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("close") || method.getName().equals("abort")) {
      closed.incrementAndGet();
      while (hangs) {
        LockSupport.park();
      }
      throw new SQLException("cannot be closed");
    }
    return method.getReturnType() == boolean.class ? false : null;
  }

  @Override
  public @Nullable Connection connect(String url, Properties properties) {
    return acceptsURL(url)
        ? (Connection)
            Proxy.newProxyInstance(
                FailingClose.class.getClassLoader(), new Class<?>[] {Connection.class}, this)
        : null;
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
