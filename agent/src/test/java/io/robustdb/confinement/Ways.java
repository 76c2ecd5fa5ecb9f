package io.robustdb.confinement;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.logging.Logger;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/** Methods that open a connection and do something with it; never run, only read. */
@SuppressWarnings({"unused", "UnusedVariable"})
class Ways {
  static @Nullable Connection shared;
  static final ThreadLocal<Connection> CONTEXT = new ThreadLocal<>();
  private final Connection connection;

  Ways(String url) throws SQLException {
    connection = DriverManager.getConnection(url);
    check(connection);
  }

  /** Others may have what is being made. */
  Ways(String url, List<Object> registry) throws SQLException {
    registry.add(this);
    connection = DriverManager.getConnection(url);
    check(connection);
  }

  static void checked(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    try (Statement check = connection.createStatement()) {
      check.execute("SELECT 1");
    }
  }

  static void inLoop(String url) {
    for (long attempt = 0; attempt < 3; attempt++) {
      try {
        Connection connection = DriverManager.getConnection(url);
        check(connection);
      } catch (SQLException failure) {
        System.err.println("attempt " + attempt + " of " + url);
      }
    }
  }

  static void helped(String url) throws SQLException {
    check(Objects.requireNonNull(DriverManager.getConnection(url)));
  }

  static void named(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    throw new SQLException("cannot use " + connection);
  }

  /** Gives the connection back what is its own. */
  static void rolledBack(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    Savepoint before = connection.setSavepoint();
    connection.rollback(before);
  }

  static Connection returned(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    check(connection);
    return connection;
  }

  static void held(String url) throws SQLException {
    Holder holder = new Holder();
    holder.connection = DriverManager.getConnection(url);
    check(holder.connection);
  }

  static void heldFromTheStart(String url) throws SQLException {
    Holder holder = new Holder(DriverManager.getConnection(url));
    holder.check();
  }

  static void heldAndHelped(String url) throws SQLException {
    checkHeld(new Holder(DriverManager.getConnection(url)));
  }

  static void inArray(String url) throws SQLException {
    Connection[] all = {DriverManager.getConnection(url)};
    check(all[0]);
  }

  static void captured(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    Callable<Connection> later = () -> connection;
    check(connection);
  }

  static void toStatic(String url) throws SQLException {
    shared = DriverManager.getConnection(url);
  }

  static void toArgument(String url, Holder holder) throws SQLException {
    holder.connection = DriverManager.getConnection(url);
  }

  static void toElement(String url, Connection[] all) throws SQLException {
    all[0] = DriverManager.getConnection(url);
  }

  static void toList(String url, List<Connection> all) throws SQLException {
    all.add(DriverManager.getConnection(url));
  }

  static void toThreadLocal(String url) throws SQLException {
    CONTEXT.set(DriverManager.getConnection(url));
  }

  static void toExecutor(String url, ExecutorService executor) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    executor.execute(() -> checkQuietly(connection));
  }

  static void toConsumer(String url, Consumer<Connection> consumer) throws SQLException {
    consumer.accept(DriverManager.getConnection(url));
  }

  static void toStaticOfHelper(String url) throws SQLException {
    keep(DriverManager.getConnection(url));
  }

  static void thrown(String url) throws SQLException {
    throw new Carries(DriverManager.getConnection(url));
  }

  /** What it finds in there may lead to the connection, too. */
  static void thrownOutOfHolder(String url) throws SQLException {
    Holder holder = new Holder(DriverManager.getConnection(url));
    throw Objects.requireNonNull(holder.failure);
  }

  static void toKnownHolder(String url) throws SQLException {
    Holder holder = new Holder();
    Holder.known = holder;
    holder.connection = DriverManager.getConnection(url);
  }

  static void throughField(String url, Holder holder) throws SQLException {
    Holder own = new Holder(DriverManager.getConnection(url));
    own.next = holder;
    own.next.connection = own.connection;
  }

  static void wrapped(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url);
    DataSource wrapper = url.isEmpty() ? new Source(connection) : new Source(connection);
    wrapper.getLoginTimeout();
  }

  static void wrappedForHelper(String url) throws SQLException {
    waitFor(new Source(DriverManager.getConnection(url)));
  }

  @SuppressWarnings("NullAway") // it is never run
  static void toOneOfTwoNext(String url, Holder given) throws SQLException {
    Holder holder = url.isEmpty() ? new Holder() : given.next.next.next.next;
    holder.connection = DriverManager.getConnection(url);
  }

  static void givenOn(String url, Holder holder) throws SQLException {
    new Holder(DriverManager.getConnection(url)).giveTo(holder);
  }

  static void throughSetter(String url, AtomicReference<Connection> slot) throws SQLException {
    Attempt attempt = new Attempt(slot);
    attempt.connection = DriverManager.getConnection(url);
    attempt.publish();
  }

  static void toOneOfTwo(String url) throws SQLException {
    Holder holder = Holder.known;
    if (holder == null) {
      holder = new Holder();
    }
    holder.connection = DriverManager.getConnection(url);
  }

  /** The other class that it might be keeps what it checks. */
  static void checkedByTheOneMade(String url) throws SQLException {
    new Checker().run(DriverManager.getConnection(url));
  }

  static void checkedByOneOfTwo(String url, @Nullable Checker given) throws SQLException {
    Checker checker = given;
    if (checker == null) {
      checker = new Checker();
    }
    checker.run(DriverManager.getConnection(url));
  }

  static void listenedTo(String url, ConnectionEventListener listener, PooledSource source)
      throws SQLException {
    PooledConnection pooled = source.getConnection();
    pooled.addConnectionEventListener(listener);
  }

  static void givenBack(String url, List<Connection> idle) throws Exception {
    Connection connection = DriverManager.getConnection(url);
    AutoCloseable back = () -> idle.add(connection);
    back.close();
  }

  static void check(Connection connection) throws SQLException {
    try (Statement check = connection.createStatement()) {
      check.execute("SELECT 1");
    }
  }

  private static void checkHeld(Holder holder) throws SQLException {
    check(Objects.requireNonNull(holder.connection));
  }

  private static void waitFor(DataSource source) throws SQLException {
    source.getLoginTimeout();
  }

  private static void checkQuietly(Connection connection) {
    try {
      check(connection);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void keep(Connection connection) {
    shared = connection;
  }

  /** Holds one. */
  static class Holder {
    static @Nullable Holder known;
    @Nullable Connection connection;
    @Nullable Holder next;
    @Nullable SQLException failure;

    Holder() {}

    Holder(Connection connection) {
      this.connection = connection;
    }

    void check() throws SQLException {
      Ways.check(Objects.requireNonNull(connection));
    }

    void giveTo(Holder other) {
      other.connection = connection;
    }
  }

  /** Gives it to a slot that others see. */
  static final class Attempt {
    private final AtomicReference<Connection> slot;
    @Nullable Connection connection;

    Attempt(AtomicReference<Connection> slot) {
      this.slot = slot;
    }

    void publish() {
      slot.set(connection);
    }
  }

  /** Checks in some way. */
  static class Checker {
    void run(Connection connection) throws SQLException {
      check(connection);
    }
  }

  /** Checks in its own way. */
  static final class KeepingChecker extends Checker {
    @Override
    void run(Connection connection) {
      shared = connection;
    }
  }

  /** Gives pooled connections. */
  interface PooledSource {
    PooledConnection getConnection() throws SQLException;
  }

  /** Carries one. */
  static final class Carries extends SQLException {
    private static final long serialVersionUID = 1L;
    final transient Connection connection;

    Carries(Connection connection) {
      this.connection = connection;
    }
  }

  /** Passes for a resource itself. */
  static final class Source implements DataSource {
    private final Connection connection;

    Source(Connection connection) {
      this.connection = connection;
    }

    @Override
    public Connection getConnection() {
      return connection;
    }

    @Override
    public Connection getConnection(String user, String password) {
      return connection;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter writer) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      shared = connection;
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
      return type.cast(connection);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
