package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.FailingChecks;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.List;

/** What the guard takes of the application's time when a check has failed. */
public final class FailedCheck implements Measurement {
  private static final int ROUNDS = 9;
  private static final int FEW_ROUNDS = 3;

  @Override
  public String name() {
    return "failed-check";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    ChildJvm jvm = ChildJvm.running(settings, FailingChecks.class);
    Series series =
        Series.run(
            settings.rounds(ROUNDS, FEW_ROUNDS),
            variant -> jvm.run(variant, variant == Variant.AGENT ? "closed by guard" : ""),
            Variant.AGENT);
    return List.of(
        outcome("failed check, a heap of 900,000 objects, the first three", series, "first"),
        outcome("failed check, a heap of 900,000 objects, later ones", series, "later"));
  }

  private static Outcome outcome(String name, Series series, String number) {
    return Outcome.added(name, "ms", NO_BUDGET, series, Variant.AGENT, number);
  }
}
