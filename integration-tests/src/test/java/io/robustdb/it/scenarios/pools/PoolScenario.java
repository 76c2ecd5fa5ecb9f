package io.robustdb.it.scenarios.pools;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Uses one pool well, or in one of the ways that leak. Prints {@code ready MODE} after each mode,
 * and ends when its standard input says anything, or ends.
 */
public final class PoolScenario {
  /** What an application keeps for good: reachable to the end, so that no collection interferes. */
  private static final List<Object> KEPT = new ArrayList<>();

  private final PoolFactory factory;
  private final String url;
  private final String user;
  private final String password;
  private final String name;

  private PoolScenario(String product, String url, String user, String password) {
    this.factory = PoolFactory.of(product);
    this.url = url;
    this.user = user;
    this.password = password;
    this.name = "pool-of-" + product;
  }

  /** Arguments: the pool's product, URL, user, password, and one or more modes. */
  public static void main(String[] args) throws Exception {
    PoolScenario scenario = new PoolScenario(args[0], args[1], args[2], args[3]);
    for (String mode : List.of(args).subList(4, args.length)) {
      scenario.play(mode);
      System.out.println("ready " + mode);
    }
    awaitInput();
    System.out.println("bye " + KEPT.size());
  }

  private void play(String mode) throws Exception {
    switch (mode) {
      case "clean" -> clean();
      case "leak-checkout" -> leakCheckout();
      case "leak-checkout-open-pool" -> leakCheckoutOfOpenPool();
      case "leak-pool" -> leakPool();
      default -> throw new IllegalArgumentException("no such mode: " + mode);
    }
  }

  private void clean() throws Exception {
    DataSource pool = open("clean");
    borrowAndReturn(pool);
    borrowAndReturn(pool);
    factory.close(pool);
  }

  private void leakCheckout() throws Exception {
    DataSource pool = open("leak-checkout");
    borrowAndReturn(pool);
    Connection forgotten = pool.getConnection(); // site: leak-checkout
    select(forgotten);
    KEPT.add(forgotten);
    factory.close(pool);
  }

  private void leakCheckoutOfOpenPool() throws Exception {
    DataSource pool = open("leak-checkout-open-pool");
    borrowAndReturn(pool);
    Connection forgotten = pool.getConnection(); // site: leak-checkout-open-pool
    select(forgotten);
    KEPT.add(forgotten);
    KEPT.add(pool);
  }

  private void leakPool() throws Exception {
    DataSource pool = open("leak-pool");
    borrowAndReturn(pool);
    KEPT.add(pool);
  }

  private DataSource open(String mode) throws Exception {
    return factory.open(url, user, password, name + "-" + mode);
  }

  private static void borrowAndReturn(DataSource pool) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      select(connection);
    }
  }

  private static void select(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  private static void awaitInput() throws IOException {
    System.in.read();
  }
}
