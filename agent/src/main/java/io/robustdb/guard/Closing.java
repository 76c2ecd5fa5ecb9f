package io.robustdb.guard;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.jdk.AgentThread;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * Closes one resource, in a thread of its own, and waits for that for a time only: a dead peer must
 * not hang the application's start. What ends later is told. Used once.
 */
final class Closing implements Runnable {
  private static final long MILLIS = 2000;

  private final Object object;
  private final Consumer<Optional<Throwable>> late;
  private volatile boolean done;
  private boolean awaited = true;
  private boolean inTime;
  private @Nullable Throwable failure;

  /**
   * @param late is told, in another thread, when it ended after {@link #close} had given up, and
   *     what went wrong
   */
  Closing(Object object, Consumer<Optional<Throwable>> late) {
    this.object = object;
    this.late = late;
  }

  /**
   * Closes it and waits for that, whatever interrupts; the calling thread's interrupt status stays
   * what it is.
   *
   * @return what went wrong; null where it is closed
   */
  @Nullable Throwable close() {
    Thread thread = start(this, "robustdb-close");
    join(thread, MILLIS);
    if (!done && object instanceof Connection connection) {
      thread.interrupt();
      Thread aborter = start(() -> abort(connection), "robustdb-abort");
      join(aborter, MILLIS);
    }
    return outcome();
  }

  /** Whether it had ended, well or not, when {@link #close} returned. */
  boolean endedInTime() {
    return inTime;
  }

  @Override
  public void run() {
    try {
      closeNow();
      ended(null);
    } catch (InvocationTargetException wrapper) {
      ended(wrapper.getCause());
    } catch (Throwable thrown) {
      ended(thrown);
    }
  }

  private void ended(@Nullable Throwable thrown) {
    synchronized (this) {
      if (done) {
        return;
      }
      done = true;
      failure = thrown;
      if (awaited) {
        return;
      }
    }
    late.accept(Optional.ofNullable(thrown));
  }

  private synchronized @Nullable Throwable outcome() {
    awaited = false;
    inTime = done;
    return done || failure != null
        ? failure
        : new SQLException("closing it took longer than " + MILLIS + " ms");
  }

  private void closeNow() throws Exception {
    if (object instanceof Connection connection) {
      rollBack(connection);
      connection.close();
    } else if (object instanceof PooledConnection connection) {
      connection.close();
    } else if (object instanceof AutoCloseable closeable) {
      closeable.close();
    } else {
      closeByName();
    }
  }

  /** Some databases would commit, others refuse to close; a session that is gone can do neither. */
  private static void rollBack(Connection connection) {
    try {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException | RuntimeException | LinkageError refused) {
      // the closing itself is what counts
    }
  }

  private void closeByName() throws ReflectiveOperationException {
    for (String name : JdbcCall.CLOSE_DATA_SOURCE_METHODS) {
      try {
        Method method = object.getClass().getMethod(name);
        if (!Modifier.isStatic(method.getModifiers())) {
          method.trySetAccessible(); // its class need not be public
          method.invoke(object);
          return;
        }
      } catch (NoSuchMethodException absent) {
        // by the next name
      }
    }
    throw new NoSuchMethodException(object.getClass().getName() + " has no method to close it");
  }

  private void abort(Connection connection) {
    try {
      connection.abort(Runnable::run);
      ended(null);
    } catch (Throwable thrown) {
      synchronized (this) {
        failure = thrown; // the closing itself may end still
      }
    }
  }

  /** In the context in which the application would have closed it itself. */
  private Thread start(Runnable task, String name) {
    Thread thread = new AgentThread(task, name);
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    thread.setContextClassLoader(
        loader == null ? object.getClass().getClassLoader() : loader); // ours have none
    thread.start();
    return thread;
  }

  private static void join(Thread thread, long millis) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    boolean interrupted = false;
    while (thread.isAlive()) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        break;
      }
      try {
        thread.join(left);
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
