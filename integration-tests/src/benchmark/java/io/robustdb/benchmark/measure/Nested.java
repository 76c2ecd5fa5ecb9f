package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.loops.NestedCalls;
import io.robustdb.benchmark.run.JmhFork;
import io.robustdb.benchmark.run.Numbers;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.List;
import java.util.Map;

/** What one more activation costs: a method that only hands on what it was given. */
public final class Nested implements Measurement {
  private static final double NANOS = 5;
  private static final int ROUNDS = 7;

  @Override
  public String name() {
    return "nested";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    JmhFork one = new JmhFork(settings, NestedCalls.class, "one", Map.of());
    JmhFork five = new JmhFork(settings, NestedCalls.class, "five", Map.of());
    Series series =
        Series.run(
            settings.rounds(ROUNDS, Loop.FEW_ROUNDS),
            variant -> eachOf(one.run(variant), five.run(variant)),
            Variant.AGENT);
    return List.of(Loop.time("nested activation, each", NANOS, series, Variant.AGENT));
  }

  private static Numbers eachOf(Numbers one, Numbers five) {
    double more = five.get(JmhFork.CPU) - one.get(JmhFork.CPU);
    return new Numbers(Map.of(JmhFork.CPU, more / NestedCalls.DIFFERENCE));
  }
}
