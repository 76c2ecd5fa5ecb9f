package io.robustdb.it.scenarios.guard;

import com.example.driver.BusyConnection;
import com.example.driver.Journal;
import com.example.driver.ListeningDriver;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.HostSpec;

/** Start-up code whose driver does more with a connection than to give it to who opens it. */
public final class OtherDrivers extends Attempts {
  private static final List<Connection> KEPT = new ArrayList<>();

  private OtherDrivers(Server server) {
    super(server);
  }

  /** Arguments: URL with an application name, user, password, and the name of a shape. */
  public static void main(String[] args) throws Exception {
    try (Server server = new Server(args[0], args[1], args[2])) {
      OtherDrivers drivers = new OtherDrivers(server);
      switch (args[3]) {
        case "listener" -> drivers.listener(args[3]);
        case "journal" -> drivers.journal(args[3]);
        case "own-driver" -> drivers.ownDriver(args[3]);
        case "busy-driver" -> drivers.busyDriver(args[3]);
        default -> throw new IllegalArgumentException("no such shape: " + args[3]);
      }
    }
  }

  /** Whoever reads the code of who opens it sees nobody else who has it. */
  private void listener(String name) throws Exception {
    ListeningDriver.listener(KEPT::add);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        openChecked(new ListeningDriver(), name);
      } catch (SQLException failure) {
        Said.failure(name, failure);
      }
    }
    for (Connection connection : KEPT) {
      Said.works(name, connection);
    }
  }

  /** The JDK, on behalf of the driver, has a variable that leads to it. */
  private void journal(String name) throws Exception {
    Journal.begin().thenRun(() -> repeatQuietly(name)).get();
  }

  private void repeatQuietly(String name) {
    try {
      repeat(name, () -> openChecked(new ListeningDriver(), name));
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /** The connection itself gives itself to another thread, which has it in a variable alone. */
  private void ownDriver(String name) throws Exception {
    SynchronousQueue<Connection> queue = new SynchronousQueue<>();
    CountDownLatch failed = new CountDownLatch(1);
    Thread consumer =
        new Thread(
            () -> {
              try {
                Connection connection = queue.take();
                failed.await();
                Said.worksQuietly(name, connection);
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
            });
    consumer.start();
    try {
      openInvalid(
          new ListeningDriver(
              (hosts, properties, url) -> new OwnConnection(hosts, properties, url, queue)),
          name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    failed.countDown();
    consumer.join();
  }

  /** A thread of the driver's own is in a call of it. */
  private void busyDriver(String name) throws Exception {
    try {
      openReadOnly(new ListeningDriver(BusyConnection::new), name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    BusyConnection.await();
    System.out.println(name + " works");
  }

  private Connection openReadOnly(ListeningDriver driver, String name) throws SQLException {
    Connection connection = open(driver, name);
    if (connection.isReadOnly()) {
      return connection;
    }
    throw new SQLException("not ready");
  }

  private Connection openInvalid(ListeningDriver driver, String name) throws SQLException {
    Connection connection = open(driver, name);
    if (connection.isValid(1)) {
      return connection;
    }
    throw new SQLException("not valid");
  }

  private Connection openChecked(ListeningDriver driver, String name) throws SQLException {
    Connection connection = open(driver, name);
    Checks.fail(connection);
    return connection;
  }

  private Connection open(ListeningDriver driver, String name) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", server.user());
    properties.setProperty("password", server.password());
    return Objects.requireNonNull(driver.connect(server.url(name), properties));
  }

  /** A class of the application's own. */
  private static final class OwnConnection extends PgConnection {
    private @Nullable SynchronousQueue<Connection> queue;

    OwnConnection(
        HostSpec[] hosts, Properties properties, String url, SynchronousQueue<Connection> queue)
        throws SQLException {
      super(hosts, properties, url);
      this.queue = queue;
    }

    @Override
    public boolean isValid(int seconds) {
      SynchronousQueue<Connection> given = queue;
      queue = null;
      try {
        Objects.requireNonNull(given).put(this);
      } catch (InterruptedException stop) {
        Thread.currentThread().interrupt();
      }
      return false;
    }
  }
}
