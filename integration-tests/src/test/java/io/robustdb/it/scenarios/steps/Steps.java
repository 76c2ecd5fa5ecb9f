package io.robustdb.it.scenarios.steps;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the steps that its arguments name, each {@code name} or {@code name=value}. */
public final class Steps {
  private final Connections connections;
  private final Pools pools;
  private final Loaders loaders;
  private final Oddities oddities;

  private Steps(Database database) {
    this.connections = new Connections(database);
    this.pools = new Pools(database);
    this.loaders = new Loaders(database);
    this.oddities = new Oddities(database);
  }

  /** Arguments: URL, user, password, and the steps. */
  public static void main(String[] args) throws Exception {
    Steps steps = new Steps(new Database(args[0], args[1], args[2]));
    for (String step : List.of(args).subList(3, args.length)) {
      int equals = step.indexOf('=');
      String name = equals < 0 ? step : step.substring(0, equals);
      steps.take(name, equals < 0 ? null : step.substring(equals + 1));
      System.out.println("done " + step);
    }
  }

  private void take(String name, @Nullable String value) throws Exception {
    boolean taken =
        connections.take(name, value)
            || pools.take(name, value)
            || loaders.take(name, value)
            || oddities.take(name, value)
            || Ends.take(name, value);
    if (!taken) {
      throw new IllegalArgumentException("no such step: " + name);
    }
  }
}
