package io.robustdb.it.scenarios.guard;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.ibatis.datasource.pooled.PooledDataSource;

/** Connections that are lost, but for finalizers. */
public final class Finalizers {
  private static final int COLLECTIONS = 5;

  private final Server server;

  private Finalizers(Server server) {
    this.server = server;
  }

  /**
   * Arguments: URL with an application name, user, password, "at-end" or "early", and the cases.
   */
  public static void main(String[] args) throws Exception {
    try (Server server = new Server(args[0], args[1], args[2])) {
      for (String name : List.of(args).subList(4, args.length)) {
        new Finalizers(server).take(name);
        if (args[3].equals("early")) {
          collect();
          System.out.println("after " + name + " " + server.sessions(name));
        }
      }
    }
  }

  private static void collect() throws InterruptedException {
    for (int number = 0; number < COLLECTIONS; number++) {
      System.gc();
      Thread.sleep(100);
    }
  }

  private void take(String name) throws SQLException, InterruptedException {
    switch (name) {
      case "pool" -> pool(name);
      case "holder" -> holder(name);
      case "heedless" -> heedless(name);
      case "driver" -> driver(name);
      case "late-after-failed-check" -> lateAfterFailedCheck(name);
      case "heedless-after-failed-check" -> heedlessAfterFailedCheck(name);
      default -> throw new IllegalArgumentException("no such case: " + name);
    }
  }

  /** Which nobody can close but its finalizer. */
  private void pool(String name) throws SQLException {
    PooledDataSource pool =
        new PooledDataSource(
            "org.postgresql.Driver", server.url(name), server.user(), server.password());
    try (Connection connection = pool.getConnection()) {
      Checks.succeed(connection);
    }
  }

  private void holder(String name) throws SQLException {
    Checks.succeed(
        new Closing(DriverManager.getConnection(server.url(name), server.user(), server.password()))
            .connection);
  }

  private void heedless(String name) throws SQLException {
    Checks.succeed(
        new Heedless(
                DriverManager.getConnection(server.url(name), server.user(), server.password()))
            .connection);
  }

  private void driver(String name) throws SQLException {
    Checks.succeed(DriverManager.getConnection(server.url(name), server.user(), server.password()));
  }

  private void lateAfterFailedCheck(String name) throws SQLException, InterruptedException {
    CountDownLatch closed = new CountDownLatch(1);
    try {
      Checks.fail(new Late(server.open(name), closed).connection);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    collect();
    closed.await();
  }

  private void heedlessAfterFailedCheck(String name) {
    try {
      Checks.fail(new Heedless(server.open(name)).connection);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
  }

  /** Closes what it has. */
  private static class Closing {
    final Connection connection;

    Closing(Connection connection) {
      this.connection = connection;
    }

    @Override
    @SuppressWarnings({"removal", "deprecation", "Finalize"})
    protected void finalize() throws SQLException {
      connection.close();
    }
  }

  /** Whoever else looks at what is lost has done so by then. */
  private static final class Late extends Closing {
    private final CountDownLatch closed;

    Late(Connection connection, CountDownLatch closed) {
      super(connection);
      this.closed = closed;
    }

    @Override
    @SuppressWarnings({"removal", "deprecation", "Finalize"})
    protected void finalize() throws SQLException {
      try {
        Thread.sleep(3000);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
      super.finalize();
      closed.countDown();
    }
  }

  /** Does not. */
  private static final class Heedless {
    private final Connection connection;

    Heedless(Connection connection) {
      this.connection = connection;
    }

    @Override
    @SuppressWarnings({"removal", "deprecation", "Finalize"})
    protected void finalize() {
      System.out.println("finalized");
    }
  }
}
