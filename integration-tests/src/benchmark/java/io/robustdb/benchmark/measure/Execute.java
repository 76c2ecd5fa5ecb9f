package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.loops.ExecuteProven;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An execution on a connection that has been proven: a driver's own, and one of a pool. */
public final class Execute implements Measurement {
  private static final double PREPARED_NANOS = 15;
  private static final double STRING_NANOS = 30;

  @Override
  public String name() {
    return "execute";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    for (boolean pooled : List.of(false, true)) {
      outcomes.addAll(measure(settings, "prepared", pooled, PREPARED_NANOS));
      outcomes.addAll(measure(settings, "string", pooled, STRING_NANOS));
    }
    return outcomes;
  }

  private static List<Outcome> measure(
      Settings settings, String method, boolean pooled, double nanos) throws Exception {
    Map<String, String> parameters = Map.of("pooled", Boolean.toString(pooled));
    Series series = new Loop(ExecuteProven.class, method, parameters).run(settings, Variant.AGENT);
    String name = "execute, " + method + (pooled ? ", through HikariCP" : ", at the driver");
    return List.of(
        Loop.time(name, nanos, series, Variant.AGENT),
        Loop.allocation(name, NO_BUDGET, series, Variant.AGENT));
  }
}
