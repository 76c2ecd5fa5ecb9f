package io.robustdb.benchmark.measure;

import static io.robustdb.benchmark.measure.Measurement.NO_BUDGET;

import io.robustdb.benchmark.loops.BorrowAndReturn;
import io.robustdb.benchmark.loops.ExecuteProven;
import io.robustdb.benchmark.loops.OpenAndClose;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an agent costs that came when the JVM was running, beside one that it was started with. */
public final class Attached implements Measurement {
  @Override
  public String name() {
    return "attached";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(
        both(
            settings,
            "borrow and return, depth 60",
            new Loop(BorrowAndReturn.class, "application", Map.of("depth", "60"))));
    outcomes.addAll(
        both(
            settings,
            "execute, prepared, through HikariCP",
            new Loop(ExecuteProven.class, "prepared", Map.of("pooled", "true"))));
    outcomes.addAll(
        both(
            settings,
            "open and close without a pool, depth 60",
            new Loop(OpenAndClose.class, "open", Map.of("depth", "60"))));
    return outcomes;
  }

  private static List<Outcome> both(Settings settings, String name, Loop loop) throws Exception {
    Series series = loop.run(settings, Variant.AGENT, Variant.ATTACHED);
    return List.of(
        Loop.time(name, NO_BUDGET, series, Variant.AGENT),
        Loop.time(name, NO_BUDGET, series, Variant.ATTACHED),
        Loop.allocation(name, NO_BUDGET, series, Variant.AGENT),
        Loop.allocation(name, NO_BUDGET, series, Variant.ATTACHED));
  }
}
