package io.robustdb.earlier;

import io.robustdb.jdk.AgentThread;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Asks connections whether they are closed, as they know it themselves ({@link
 * Connection#isClosed}: no driver asks the server for that). In a thread of its own and for a time
 * only: one that is in the middle of a call may keep who asks it waiting. Stateless.
 */
final class ClosedOnes {
  private static final long MILLIS = TimeUnit.SECONDS.toMillis(2);

  private ClosedOnes() {}

  /** Those that say so in time. */
  static Set<Object> of(Collection<?> connections) throws InterruptedException {
    Set<Object> closed = Collections.newSetFromMap(new IdentityHashMap<>());
    Thread thread =
        new AgentThread(
            () -> {
              for (Object each : connections) {
                if (each instanceof Connection connection && isClosed(connection)) {
                  synchronized (closed) {
                    closed.add(connection);
                  }
                }
              }
            },
            "robustdb-earlier");
    thread.start();
    thread.join(MILLIS);
    Set<Object> copy = Collections.newSetFromMap(new IdentityHashMap<>());
    synchronized (closed) {
      copy.addAll(closed);
    }
    return copy;
  }

  /** One that cannot tell may be open. */
  private static boolean isClosed(Connection connection) {
    try {
      return connection.isClosed();
    } catch (SQLException | RuntimeException | LinkageError unable) {
      return false;
    }
  }
}
