package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.loops.BorrowAndReturn;
import io.robustdb.benchmark.run.JmhFork;
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
  private static final String DEEP = "60";
  private static final String FLAT = "5";

  /** What that detection adds at the deep stack where the budget was set, in nanoseconds. */
  private static final double DETECTION = 2630;

  @Override
  public String name() {
    return "borrow";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    Series deep = run(settings, "application", DEEP, Variant.AGENT, Variant.LEAK_DETECTION);
    Series flat = run(settings, "application", FLAT, Variant.AGENT, Variant.LEAK_DETECTION);
    double here = deep.added(Variant.LEAK_DETECTION, JmhFork.CPU).median();
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(agent("application", DEEP, deep, here));
    outcomes.addAll(detection(DEEP, deep));
    outcomes.addAll(agent("application", FLAT, flat, here));
    outcomes.addAll(detection(FLAT, flat));
    for (String depth : List.of(DEEP, FLAT)) {
      Series library = run(settings, "library", depth, Variant.AGENT);
      outcomes.addAll(agent("library", depth, library, here));
    }
    Series descent = run(settings, "descent", DEEP, Variant.AGENT);
    String name = "borrow, return, and the way to depth " + DEEP + " and back for each";
    outcomes.add(Loop.time(name, NO_BUDGET, descent, Variant.AGENT));
    return outcomes;
  }

  private static Series run(Settings settings, String caller, String depth, Variant... others)
      throws Exception {
    return new Loop(BorrowAndReturn.class, caller, Map.of("depth", depth)).run(settings, others);
  }

  private static List<Outcome> agent(String caller, String depth, Series series, double detection) {
    String name = name(caller, depth);
    return List.of(
        Loop.time(name, NANOS, series, Variant.AGENT).scaled(detection, DETECTION),
        Loop.allocation(name, BYTES, series, Variant.AGENT));
  }

  private static List<Outcome> detection(String depth, Series series) {
    String name = name("application", depth);
    return List.of(
        Loop.time(name, NO_BUDGET, series, Variant.LEAK_DETECTION),
        Loop.allocation(name, NO_BUDGET, series, Variant.LEAK_DETECTION));
  }

  private static String name(String caller, String depth) {
    return "borrow and return by the " + caller + ", depth " + depth;
  }
}
