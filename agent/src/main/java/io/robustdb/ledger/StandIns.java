package io.robustdb.ledger;

import io.robustdb.jdk.Neighbours;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.nio.channels.Channel;
import java.sql.Connection;
import java.sql.Driver;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import javax.sql.CommonDataSource;

/**
 * Tells what only stands in for a connection, as tests have it made: of a class that was made at
 * run time, and leading to nothing that could have a session. Handles that are proxies lead to a
 * connection, or to the {@code DataSource} that they will ask for one. Thread-safe.
 */
public final class StandIns {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private static final int FROM_A_FILE = 0;
  private static final int MADE_AT_RUN_TIME = 1;

  /** An object of it led somewhere: others may, at another moment. */
  private static final int LEADS = 2;

  /** What is known of classes, in words of the JDK: they keep them when the agent has left. */
  private final ClassValue<AtomicInteger> kinds =
      new ClassValue<>() {
        @Override
        protected AtomicInteger computeValue(Class<?> type) {
          return new AtomicInteger(comesFromNoFile(type) ? MADE_AT_RUN_TIME : FROM_A_FILE);
        }
      };

  private final Predicate<Object> mayHaveSession =
      new Predicate<>() {
        @Override
        public boolean test(Object object) {
          boolean jdbc =
              object instanceof Connection
                  || object instanceof CommonDataSource
                  || object instanceof Driver;
          return object instanceof Socket
              || object instanceof Channel
              || (jdbc && !isMadeAtRunTime(object));
        }
      };

  /** Whether there is no session behind a handle, nor can there be one. */
  public boolean has(Object handle) {
    AtomicInteger kind = kinds.get(handle.getClass());
    if (kind.get() != MADE_AT_RUN_TIME) {
      return false;
    }
    boolean leads = Neighbours.mayLeadTo(handle, mayHaveSession, NANOS);
    if (leads) {
      kind.set(LEADS);
    }
    return !leads;
  }

  /** Whether the class of an object was made at run time. */
  public boolean isMadeAtRunTime(Object object) {
    return kinds.get(object.getClass()).get() != FROM_A_FILE;
  }

  private static boolean comesFromNoFile(Class<?> type) {
    if (Proxy.isProxyClass(type) || type.isHidden()) {
      return true;
    }
    ClassLoader loader = type.getClassLoader();
    try {
      return loader != null
          && loader.getResource(type.getName().replace('.', '/') + ".class") == null;
    } catch (RuntimeException | LinkageError notToBeKnown) {
      return false;
    }
  }
}
