package io.robustdb.observe;

import io.robustdb.jdbc.JdbcCall;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the {@code DataSource}s that own their connections, which are those that can be closed.
 *
 * <p>Thread-safe. The weaver says what the classes declare, as they are loaded; asking the class
 * itself would make it load the types of all its methods.
 */
public final class Pools {
  private final Set<String> closeable = ConcurrentHashMap.newKeySet();
  private final ClassValue<Boolean> pool =
      new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
          return AutoCloseable.class.isAssignableFrom(type) || declaresClose(type);
        }
      };

  /** A class of {@code DataSource}s declares a method by which it is closed. */
  public void declaresClose(String className, String method, String descriptor) {
    if (JdbcCall.isClose(method, descriptor)) {
      closeable.add(className);
    }
  }

  /** Whether an object can be closed as pools are. */
  boolean isPool(Object dataSource) {
    return isPool(dataSource.getClass());
  }

  /** The same of a class of {@code DataSource}s. */
  public boolean isPool(Class<?> dataSource) {
    return pool.get(dataSource);
  }

  private boolean declaresClose(Class<?> type) {
    for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
      if (closeable.contains(declaring.getName())) {
        return true;
      }
    }
    return false;
  }
}
