package io.robustdb.it.scenarios.guard;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Hashtable;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;
import org.jspecify.annotations.Nullable;

/** More start-up code that does something sensible when its check has failed. */
@SuppressWarnings("BanJNDI") // the names are this program's own
final class OtherHandsOff {
  private final Server server;

  OtherHandsOff(Server server) {
    this.server = server;
  }

  /** False for a name that is none of these. */
  boolean take(String name) throws Exception {
    switch (name) {
      case "naming" -> naming(name);
      case "pool-in-naming" -> poolInNaming(name);
      case "other-class" -> otherClass(name);
      case "reactive" -> reactive(name);
      case "state-08001" -> raises(name, "08001");
      case "state-57P01" -> raises(name, "57P01");
      case "metadata-in-catch" -> metadataInCatch(name);
      case "used-since" -> usedSince(name);
      case "failing-after-use" -> failingAfterUse(name);
      case "own-thread" -> ownThread(name);
      default -> {
        return new HandsOffInClasses(server).take(name);
      }
    }
    return true;
  }

  private void works(String name, Connection connection) throws SQLException, InterruptedException {
    Checks.succeed(connection);
    System.out.println(name + " works, sessions " + server.sessionsNow(name));
    connection.close();
  }

  private void naming(String name) throws Exception {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
    try {
      bindAndFail(name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    works(name, (Connection) new InitialContext().lookup(name));
  }

  private void bindAndFail(String name) throws SQLException, NamingException {
    Connection connection = server.open(name);
    new InitialContext().bind(name, connection);
    Checks.fail(connection);
  }

  private void poolInNaming(String name) throws Exception {
    System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Names.class.getName());
    try {
      bindPoolAndFail(name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    try (HikariDataSource pool = (HikariDataSource) new InitialContext().lookup(name)) {
      works(name, pool.getConnection());
    }
  }

  private void bindPoolAndFail(String name) throws SQLException, NamingException {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(server.url(name));
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaximumPoolSize(1);
    new InitialContext().bind(name, pool);
    try (Connection connection = pool.getConnection()) {
      Checks.fail(connection);
    }
  }

  private void otherClass(String name) throws Exception {
    try {
      Holder.openAndFail(server, name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    works(name, Objects.requireNonNull(Holder.connection));
  }

  private void reactive(String name) throws Exception {
    CompletableFuture<String> promise = new CompletableFuture<>();
    CompletableFuture<Void> done = new CompletableFuture<>();
    try {
      chainAndFail(name, promise, done);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
        .execute(() -> promise.complete("now"));
    done.get(10, TimeUnit.SECONDS);
  }

  private void chainAndFail(
      String name, CompletableFuture<String> promise, CompletableFuture<Void> done)
      throws SQLException {
    Connection connection = server.open(name);
    CompletableFuture<Void> chain =
        promise
            .thenApply(String::length)
            .thenAccept(
                length -> {
                  try {
                    works(name, connection);
                    done.complete(null);
                  } catch (SQLException | InterruptedException failure) {
                    done.completeExceptionally(failure);
                  }
                });
    Checks.fail(connection);
    System.out.println(chain);
  }

  /** The state is one of a lost connection, but the session lives. */
  private void raises(String name, String state) throws SQLException, InterruptedException {
    Connection connection = server.open(name);
    for (int attempt = 0; attempt < 3; attempt++) {
      try (Statement check = connection.createStatement()) {
        check.execute(
            "DO $$ BEGIN RAISE EXCEPTION 'as if' USING ERRCODE = '" + state + "'; END $$");
      } catch (SQLException failure) {
        System.out.println(name + " failed with " + failure.getSQLState());
      }
    }
    works(name, connection);
  }

  private void metadataInCatch(String name) throws SQLException, InterruptedException {
    works(name, described(name));
  }

  private Connection described(String name) throws SQLException {
    Connection connection = server.open(name);
    try {
      Checks.fail(connection);
    } catch (SQLException failure) {
      System.out.println(name + " at " + connection.getMetaData().getDatabaseProductName());
    }
    return connection;
  }

  /** It is lost, but it has answered: business that failed is none of a start-up's. */
  private void usedSince(String name) throws SQLException, InterruptedException {
    for (int attempt = 0; attempt < 2; attempt++) {
      try {
        useAndFail(name);
      } catch (SQLException failure) {
        Said.failure(name, failure);
      }
    }
    server.terminate(name);
  }

  private void useAndFail(String name) throws SQLException {
    Connection connection = server.open(name);
    try {
      Checks.fail(connection);
    } catch (SQLException expected) {
      Checks.succeed(connection);
    }
    Checks.fail(connection);
  }

  private void failingAfterUse(String name) throws SQLException, InterruptedException {
    Connection connection = server.open(name);
    Checks.succeed(connection);
    try {
      handedDown(connection);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    works(name, connection);
  }

  private void handedDown(Connection connection) throws SQLException {
    try (Connection other = server.open("other")) {
      Checks.succeed(other);
      Checks.fail(connection);
    }
  }

  /** A thread of the application's own class has it in a field. */
  private void ownThread(String name) throws Exception {
    Worker worker = new Worker(this, name);
    try {
      give(worker, name);
    } catch (SQLException failure) {
      Said.failure(name, failure);
    }
    worker.start();
    worker.join();
  }

  private void give(Worker worker, String name) throws SQLException {
    worker.connection = server.open(name);
    Checks.fail(worker.connection);
  }

  /** Works with what it was given. */
  private static final class Worker extends Thread {
    private final OtherHandsOff shapes;
    private final String shape;
    @Nullable Connection connection;

    Worker(OtherHandsOff shapes, String shape) {
      this.shapes = shapes;
      this.shape = shape;
    }

    @Override
    public void run() {
      try {
        shapes.works(shape, Objects.requireNonNull(connection));
      } catch (SQLException | InterruptedException failure) {
        Said.failure(shape, failure);
      }
    }
  }

  /** Another class, which keeps it. */
  private static final class Holder {
    private static @Nullable Connection connection;

    static void openAndFail(Server server, String name) throws SQLException {
      connection = server.open(name);
      Checks.fail(connection);
    }
  }

  /** A naming service of a map. */
  public static final class Names implements InitialContextFactory {
    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) {
      return (Context)
          java.lang.reflect.Proxy.newProxyInstance(
              Names.class.getClassLoader(),
              new Class<?>[] {Context.class},
              (self, method, arguments) -> {
                if (method.getName().equals("bind")) {
                  return BOUND.put((String) arguments[0], arguments[1]);
                }
                return BOUND.get((String) arguments[0]);
              });
    }
  }
}
