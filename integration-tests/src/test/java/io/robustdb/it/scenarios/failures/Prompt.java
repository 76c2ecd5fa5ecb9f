package io.robustdb.it.scenarios.failures;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.StringJoiner;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Says how far a start-up is, in lines of the form {@code ? NAME STATE}, and waits for a line after
 * each: what the server has then is looked at from outside.
 */
final class Prompt {
  private static final String GIVE_UP = "give up";

  private final BufferedReader input =
      new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  private final Twins twins;
  private final Survivor survivor;

  Prompt(Twins twins, Survivor survivor) {
    this.twins = twins;
    this.survivor = survivor;
  }

  @Nullable String line() {
    try {
      return input.readLine();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A connection was opened and is to be checked; says what to do instead, if anything. */
  String opened(Order order) throws SQLException {
    twins.work();
    return ask(order, "opened");
  }

  /** An attempt failed; throws that again where there shall be no other. */
  <T extends Exception> void failed(Order order, T failure) throws T, SQLException {
    System.out.println(order.name() + " failed " + chain(failure));
    System.out.println(order.name() + " suppressed " + failure.getSuppressed().length);
    twins.work();
    survivor.tryToWork();
    if (ask(order, "failed").equals(GIVE_UP)) {
      throw failure;
    }
  }

  /** It got through, and what it started must work. */
  void started(Order order, AutoCloseable started) throws SQLException {
    use(started);
    ask(order, "started");
    use(started);
    System.out.println(order.name() + " works");
  }

  void ended(Order order) {
    ask(order, "ended");
  }

  private String ask(Order order, String state) {
    System.out.println("? " + order.name() + " " + state);
    String answer = line();
    if (answer == null) {
      throw new IllegalArgumentException("no answer to " + order.name() + " " + state);
    }
    return answer;
  }

  private static void use(AutoCloseable started) throws SQLException {
    if (started instanceof DataSource pool) {
      try (Connection connection = pool.getConnection()) {
        Check.succeed(connection);
      }
    } else {
      Check.succeed((Connection) started);
    }
  }

  private static String chain(Throwable failure) {
    StringJoiner chain = new StringJoiner(" <- ");
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String state = cause instanceof SQLException sql ? " " + sql.getSQLState() : "";
      chain.add(cause.getClass().getName() + state);
    }
    return chain.toString();
  }
}
