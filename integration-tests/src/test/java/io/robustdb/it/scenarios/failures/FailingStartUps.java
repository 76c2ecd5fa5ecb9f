package io.robustdb.it.scenarios.failures;

import java.sql.SQLException;

/**
 * Starts up as often as it is ordered to on its standard input, each time with retries, and uses
 * healthy twins of what it opens all the while. Whatever a twin's use throws ends it.
 */
public final class FailingStartUps {
  private FailingStartUps() {}

  /**
   * Arguments: URL of a server that stays healthy, user, password; then, where the failing server
   * itself comes back, its URL and user, for a pool that lives through that.
   */
  public static void main(String[] args) throws Exception {
    try (Twins twins = new Twins(args[0], args[1], args[2]);
        Survivor survivor = args.length > 3 ? new Survivor(args[3], args[4]) : new Survivor()) {
      Prompt prompt = new Prompt(twins, survivor);
      for (String line = prompt.line(); line != null; line = prompt.line()) {
        Order order = Order.parse(line);
        try (AutoCloseable started = startUp(order, prompt)) {
          prompt.started(order, started);
        } catch (SQLException | IllegalStateException failure) {
          System.out.println(order.name() + " gave up");
        }
        prompt.ended(order);
      }
      survivor.mustWork();
      twins.work();
      System.out.println("the twins work");
    }
  }

  private static AutoCloseable startUp(Order order, Prompt prompt) throws SQLException {
    return switch (order.form()) {
      case "method" -> new ConnectionInMethod(order, prompt).start();
      case "loop" -> new ConnectionInLoop(order, prompt).start();
      case "transaction" -> new ConnectionInTransaction(order, prompt).start();
      case "pool" -> new Pool(order, prompt).start();
      default -> throw new IllegalArgumentException("no such form: " + order.form());
    };
  }
}
