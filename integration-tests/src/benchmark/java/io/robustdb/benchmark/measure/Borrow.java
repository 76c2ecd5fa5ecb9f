package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.loops.BorrowAndReturn;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A borrow and return at HikariCP, beside what that pool's own leak detection costs. */
public final class Borrow implements Measurement {
  private static final double NANOS = 120;
  private static final double BYTES = 200;

  @Override
  public String name() {
    return "borrow";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    for (String caller : List.of("application", "library")) {
      for (String depth : List.of("5", "60")) {
        Loop loop = new Loop(BorrowAndReturn.class, caller, Map.of("depth", depth));
        String name = "borrow and return by the " + caller + ", depth " + depth;
        if (caller.equals("application")) {
          Series series = loop.run(settings, Variant.AGENT, Variant.LEAK_DETECTION);
          outcomes.addAll(both(name, series, Variant.AGENT, NANOS, BYTES));
          outcomes.addAll(both(name, series, Variant.LEAK_DETECTION, NO_BUDGET, NO_BUDGET));
        } else {
          Series series = loop.run(settings, Variant.AGENT);
          outcomes.addAll(both(name, series, Variant.AGENT, NANOS, BYTES));
        }
      }
    }
    return outcomes;
  }

  private static List<Outcome> both(
      String name, Series series, Variant variant, double nanos, double bytes) {
    return List.of(
        Loop.time(name, nanos, series, variant), Loop.allocation(name, bytes, series, variant));
  }
}
