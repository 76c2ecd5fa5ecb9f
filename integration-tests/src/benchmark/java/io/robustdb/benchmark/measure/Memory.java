package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.Cycles;
import io.robustdb.benchmark.programs.HeldCheckouts;
import io.robustdb.benchmark.programs.HeldConnections;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.ArrayList;
import java.util.List;

/** The heap that open resources cost, and that closed ones must not. */
public final class Memory implements Measurement {
  private static final double CHECKOUT_BYTES = 300;
  private static final double CONNECTION_BYTES = 1500;
  private static final double GROWTH_KILOBYTES = 500;
  private static final int COUNT = 100_000;
  private static final int ROUNDS = 3;
  private static final int FEW_ROUNDS = 1;
  private static final int CYCLES = 10_000_000;
  private static final int FEW_CYCLES = 4_000_000;

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.addAll(
        held(settings, "heap of an open checkout", HeldCheckouts.class, CHECKOUT_BYTES));
    outcomes.addAll(
        held(settings, "heap of an open connection", HeldConnections.class, CONNECTION_BYTES));
    outcomes.add(growth(settings, "pool"));
    outcomes.add(growth(settings, "driver"));
    return outcomes;
  }

  private static List<Outcome> held(Settings settings, String name, Class<?> program, double budget)
      throws Exception {
    ChildJvm jvm = ChildJvm.running(settings, program, Integer.toString(COUNT));
    Series series = Series.run(settings.rounds(ROUNDS, FEW_ROUNDS), jvm::run, Variant.AGENT);
    return List.of(
        Outcome.added(name + ", at once", "B", NO_BUDGET, series, Variant.AGENT, "bytes"),
        Outcome.added(name + ", settled", "B", budget, series, Variant.AGENT, "settled"));
  }

  private static Outcome growth(Settings settings, String source) throws Exception {
    int cycles = settings.rounds(CYCLES, FEW_CYCLES);
    ChildJvm jvm = ChildJvm.running(settings, Cycles.class, source, Integer.toString(cycles));
    return Outcome.added(
        "heap growth from %,d to %,d openings at the %s".formatted(cycles / 10, cycles, source),
        "kB",
        GROWTH_KILOBYTES,
        Series.run(1, jvm::run, Variant.AGENT),
        Variant.AGENT,
        "growth");
  }
}
