package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.loops.NestedCalls;
import io.robustdb.benchmark.run.JmhFork;
import io.robustdb.benchmark.run.Numbers;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.ArrayList;
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
    Loop one = new Loop(NestedCalls.class, "one", Map.of());
    Loop five = new Loop(NestedCalls.class, "five", Map.of());
    Series series =
        Series.together(
            settings.rounds(ROUNDS, Loop.FEW_ROUNDS),
            variants -> eachOf(settings, variants, one, five),
            Variant.AGENT);
    return List.of(Loop.time("nested activation, each", NANOS, series, Variant.AGENT));
  }

  private static List<Numbers> eachOf(
      Settings settings, List<Variant> variants, Loop one, Loop five) throws Exception {
    List<JmhFork> forks = new ArrayList<>();
    for (Variant variant : variants) {
      forks.add(one.in(settings, variant));
      forks.add(five.in(settings, variant));
    }
    List<Numbers> all = JmhFork.run(forks);
    List<Numbers> each = new ArrayList<>();
    for (int index = 0; index < all.size(); index += 2) {
      double more = all.get(index + 1).get(JmhFork.CPU) - all.get(index).get(JmhFork.CPU);
      each.add(new Numbers(Map.of(JmhFork.CPU, more / NestedCalls.DIFFERENCE)));
    }
    return each;
  }
}
