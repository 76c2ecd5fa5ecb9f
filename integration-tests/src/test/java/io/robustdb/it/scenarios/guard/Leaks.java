package io.robustdb.it.scenarios.guard;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Start-up code that forgets what its failed check leaves behind, one shape a method. */
final class Leaks extends Attempts {
  Leaks(Server server) {
    super(server);
  }

  void take(String name) throws Exception {
    switch (name) {
      case "caught-in-the-loop" -> caughtInTheLoop(name);
      case "leaves-the-method" -> repeat(name, () -> openChecked(name));
      case "callers-caller" -> repeat(name, () -> around(name));
      case "helper-opens" -> helperOpens(name);
      case "helper-checks" -> repeat(name, () -> helperChecks(name));
      case "lambda" -> repeat(name, () -> supplied(() -> openUnchecked(name)));
      case "stream" -> repeat(name, () -> streamed(name));
      case "inner-class" -> repeat(name, () -> innerClass(name));
      case "constructor" -> repeat(name, () -> new Service(server, name));
      case "inherited-constructor" -> repeat(name, () -> new SpecialService(server, name));
      case "static-initialiser" -> staticInitialiser(name);
      case "recursion" -> recursion(name, ATTEMPTS);
      case "outer-variable" -> outerVariable(name);
      case "is-valid" -> repeat(name, () -> isValid(name));
      case "set-up" -> repeat(name, () -> setUp(name));
      case "prepared" -> repeat(name, () -> prepared(name));
      case "call" -> repeat(name, () -> call(name));
      case "batch" -> repeat(name, () -> batch(name));
      case "time-out" -> repeat(name, () -> timeOut(name));
      case "terminated" -> repeat(name, () -> terminated(name));
      case "no-jdbc-error" -> repeat(name, () -> noJdbcError(name));
      case "error" -> repeat(name, () -> error(name));
      case "checked-elsewhere" -> checkedElsewhere(name);
      case "busy-neighbour" -> besideBusyThread(name, () -> openChecked(name));
      default -> throw new IllegalArgumentException("no such leak: " + name);
    }
  }

  private void caughtInTheLoop(String name) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        Connection connection = server.open(name);
        Checks.fail(connection);
        return;
      } catch (SQLException failure) {
        told(name, failure);
      }
    }
  }

  private Object around(String name) throws SQLException {
    return new Object[] {openChecked(name)};
  }

  private void helperOpens(String name) throws Exception {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Connection connection = server.open(name);
      try {
        Checks.fail(connection);
        return;
      } catch (SQLException failure) {
        told(name, failure);
      }
    }
  }

  private Connection helperChecks(String name) throws SQLException {
    return checked(server.open(name));
  }

  private static Connection checked(Connection connection) throws SQLException {
    Checks.fail(connection);
    return connection;
  }

  private static Connection supplied(Supplier<Connection> supplier) throws SQLException {
    Connection connection = supplier.get();
    Checks.fail(connection);
    return connection;
  }

  private Connection openUnchecked(String name) {
    try {
      return server.open(name);
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private @Nullable Connection streamed(String name) {
    return IntStream.range(0, 1)
        .mapToObj(index -> openUnchecked(name))
        .peek(
            connection -> {
              try {
                Checks.fail(connection);
              } catch (SQLException failure) {
                throw new IllegalStateException(failure);
              }
            })
        .findFirst()
        .orElse(null);
  }

  private Connection innerClass(String name) throws Exception {
    return new Callable<Connection>() {
      @Override
      public Connection call() throws SQLException {
        Connection connection = server.open(name);
        Checks.fail(connection);
        return connection;
      }
    }.call();
  }

  private void staticInitialiser(String name) throws Exception {
    StaticService.server = server;
    StaticService.name = name;
    try {
      StaticService.Loaded.touch();
    } catch (ExceptionInInitializerError failure) {
      told(name, failure);
    }
  }

  private void recursion(String name, int left) throws Exception {
    if (left == 0) {
      return;
    }
    try {
      openChecked(name);
    } catch (SQLException failure) {
      told(name, failure);
      recursion(name, left - 1);
    }
  }

  private void outerVariable(String name) throws Exception {
    Connection connection = null;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        connection = server.open(name);
        Checks.fail(connection);
        break;
      } catch (SQLException failure) {
        told(name, failure);
      }
    }
    System.out.println(connection == null);
  }

  private Connection isValid(String name) throws SQLException {
    Connection connection = server.open(name);
    server.terminate(name);
    if (!connection.isValid(1)) {
      throw new IllegalStateException("not valid");
    }
    return connection;
  }

  private Connection setUp(String name) throws SQLException {
    Connection connection = server.open(name);
    connection.setTransactionIsolation(Connection.TRANSACTION_NONE);
    return connection;
  }

  private Connection prepared(String name) throws SQLException {
    Connection connection = server.open(name);
    Checks.failPrepared(connection);
    return connection;
  }

  private Connection call(String name) throws SQLException {
    Connection connection = server.open(name);
    Checks.failCall(connection);
    return connection;
  }

  private Connection batch(String name) throws SQLException {
    Connection connection = server.open(name);
    Checks.failBatch(connection);
    return connection;
  }

  private Connection timeOut(String name) throws SQLException {
    Connection connection = server.open(name);
    Checks.timeOut(connection);
    return connection;
  }

  private Connection terminated(String name) throws SQLException {
    Connection connection = server.open(name);
    server.terminate(name);
    Checks.succeed(connection);
    return connection;
  }

  private Connection noJdbcError(String name) throws SQLException {
    Connection connection = server.open(name);
    customise();
    return connection;
  }

  private static void customise() {
    throw new IllegalStateException("no customiser");
  }

  private Connection error(String name) throws SQLException {
    Connection connection = server.open(name);
    if (connection.getAutoCommit()) {
      throw new AssertionError("must not commit");
    }
    return connection;
  }

  private void checkedElsewhere(String name) throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    try {
      repeat(name, () -> checkedIn(executor, name));
    } finally {
      executor.shutdown();
    }
  }

  private Connection checkedIn(ExecutorService executor, String name) throws Exception {
    Connection connection = server.open(name);
    try {
      executor.submit(() -> checked(connection)).get();
    } catch (ExecutionException failure) {
      throw (Exception) failure.getCause();
    }
    return connection;
  }

  /** Opens in its constructor. */
  private static class Service {
    private final Connection connection;

    Service(Server server, String name) throws SQLException {
      connection = server.open(name);
      Checks.fail(connection);
    }

    @Override
    public String toString() {
      return "service on " + connection;
    }
  }

  /** Inherits the constructor that opens, and would go on after it. */
  private static final class SpecialService extends Service {
    private final String name;

    SpecialService(Server server, String name) throws SQLException {
      super(server, name);
      this.name = name;
    }

    @Override
    public String toString() {
      return name + " " + super.toString();
    }
  }

  /** Opens in its static initialiser. */
  private static final class StaticService {
    static @Nullable Server server;
    static String name = "";

    private static final class Loaded {
      private static final Connection CONNECTION = open();

      static void touch() {
        System.out.println(CONNECTION);
      }

      private static Connection open() {
        try {
          Connection connection = Objects.requireNonNull(server).open(name);
          Checks.fail(connection);
          return connection;
        } catch (SQLException failure) {
          throw new IllegalStateException(failure);
        }
      }
    }
  }
}
