package com.example.driver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/** Has a thread of the driver's own use it, which has it in variables alone. */
public final class BusyConnection extends PgConnection {
  private static final long UNTIL_IT_RUNS_MILLIS = 300;

  private static @Nullable Thread busy;

  public BusyConnection(HostSpec[] hosts, Properties properties, String url) throws SQLException {
    super(hosts, properties, url);
  }

  @Override
  public boolean isReadOnly() {
    SynchronousQueue<Connection> queue = new SynchronousQueue<>();
    Thread thread = new Thread(() -> work(queue));
    thread.start();
    try {
      queue.put(this);
      Thread.sleep(UNTIL_IT_RUNS_MILLIS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    busy = thread;
    return false;
  }

  private static void work(SynchronousQueue<Connection> queue) {
    try (Statement statement = queue.take().createStatement()) {
      statement.execute("SELECT pg_sleep(2)");
      System.out.println("the driver works");
    } catch (SQLException | InterruptedException failure) {
      System.out.println("the driver failed");
    }
  }

  /** Waits until the driver's thread has no more use of it. */
  public static void await() throws InterruptedException {
    if (busy != null) {
      busy.join();
    }
  }
}
