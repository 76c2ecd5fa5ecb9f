package io.robustdb.observe;

import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Openings;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Takes in connections of drivers that were open before the agent came, and that nothing but the
 * variables of a running method has led to, when they are used. Thread-safe.
 */
final class EarlierUses {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final Ledger ledger;
  private final Openings openings;
  private final DriverCode drivers;
  private final ServerSessions sessions = new ServerSessions();

  EarlierUses(Ledger ledger, Openings openings, DriverCode drivers) {
    this.ledger = ledger;
    this.openings = openings;
    this.drivers = drivers;
  }

  /**
   * What an unknown object is that the application is about to make a statement with.
   *
   * @return null where it is no connection of a driver, is closed, or is one that the driver has
   *     for itself, as for a trigger or function that it has called
   */
  @Nullable Resource adopt(Object target) {
    String type = target.getClass().getName();
    if (!(target instanceof Connection connection)
        || !drivers.has(type)
        || isClosed(connection)
        || isWithinDriver()) {
      return null;
    }
    Resource adopted =
        ledger.openedEarlier(ResourceKind.CONNECTION, target, openings.earlier(type));
    adopted.session(sessions.of(target));
    return adopted;
  }

  /** Whether a driver has called the code that uses it. */
  private boolean isWithinDriver() {
    return WALKER.walk(
        frames ->
            frames
                .map(StackWalker.StackFrame::getDeclaringClass)
                .dropWhile(type -> isOurs(type) || drivers.has(type.getName()))
                .anyMatch(type -> drivers.has(type.getName())));
  }

  /** The agent's, or the bridge's. */
  private static boolean isOurs(Class<?> type) {
    return type.getClassLoader() == EarlierUses.class.getClassLoader()
        || type.getName().startsWith("java.lang.Robustdb");
  }

  /** As it knows itself, in the very thread that uses it. */
  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException | RuntimeException unable) {
      return true;
    }
  }
}
