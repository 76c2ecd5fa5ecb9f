package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.HeldCheckouts;
import io.robustdb.benchmark.programs.HeldConnections;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Numbers;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.List;
import java.util.Map;

/** The time from {@code System.exit} to the end of the process, with much to report. */
public final class Shutdown implements Measurement {
  private static final double MILLIS = 1000;
  private static final int ROUNDS = 9;
  private static final int FEW_ROUNDS = 3;
  private static final String SHUTDOWN = "shutdown";

  @Override
  public String name() {
    return "shutdown";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    return List.of(
        measure(settings, HeldConnections.class, "connections"),
        measure(settings, HeldCheckouts.class, "checkouts"));
  }

  private static Outcome measure(Settings settings, Class<?> program, String what)
      throws Exception {
    ChildJvm jvm = ChildJvm.running(settings, program, "10000", "at-exit");
    Series series =
        Series.run(
            settings.rounds(ROUNDS, FEW_ROUNDS),
            variant -> lasted(jvm.run(variant, variant == Variant.AGENT ? "10000 " + what : "")),
            Variant.AGENT);
    String name = "end of the JVM with 10,000 " + what + " open, wall clock";
    return Outcome.added(name, "ms", MILLIS, series, Variant.AGENT, SHUTDOWN);
  }

  private static Numbers lasted(Numbers numbers) {
    return new Numbers(Map.of(SHUTDOWN, numbers.get(ChildJvm.ENDED) - numbers.get("exit")));
  }
}
