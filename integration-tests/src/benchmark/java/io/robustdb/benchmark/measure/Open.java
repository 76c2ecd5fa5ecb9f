package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.loops.OpenAndClose;
import io.robustdb.benchmark.run.JmhFork;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.List;
import java.util.Map;

/** The opening and closing of a connection without a pool, where the agent takes a full stack. */
public final class Open implements Measurement {
  private static final double NANOS = 3000;

  /** What a stack of 60 frames takes where the budget was set, in nanoseconds. */
  private static final double STACK = 2100;

  @Override
  public String name() {
    return "open";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    Map<String, String> depth = Map.of("depth", "60");
    Series series = new Loop(OpenAndClose.class, "open", depth).run(settings, Variant.AGENT);
    Series stack = new Loop(OpenAndClose.class, "stack", depth).run(settings);
    String name = "open and close without a pool, depth 60";
    return List.of(
        Loop.time(name, NANOS, series, Variant.AGENT)
            .scaled(stack.median(Variant.PLAIN, JmhFork.CPU), STACK),
        Loop.time("a stack of 60 frames alone", NO_BUDGET, stack, Variant.PLAIN),
        Loop.allocation(name, NO_BUDGET, series, Variant.AGENT));
  }
}
