package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.EmptyMain;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.List;

/**
 * The CPU time of a JVM, from start to end, whose program does nothing.
 *
 * <p>Its class path is one small jar. The JVM looks for the class of an agent behind all that is on
 * the class path, so that a long one would show what it costs to open its jars.
 */
public final class EmptyStart implements Measurement {
  private static final double MILLIS = 80;

  /** What an agent that does nothing adds where the budget was set, in milliseconds. */
  private static final double IDLE_AGENT = 38;

  private static final int ROUNDS = 25;
  private static final int FEW_ROUNDS = 8;

  @Override
  public String name() {
    return "empty-main";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    ChildJvm jvm =
        ChildJvm.running(
            settings,
            settings.target().resolve("empty-main.jar").toString(),
            EmptyMain.class.getName());
    Series series =
        Series.run(
            settings.rounds(ROUNDS, FEW_ROUNDS), jvm::run, Variant.AGENT, Variant.IDLE_AGENT);
    Outcome idle = outcome(series, Variant.IDLE_AGENT, NO_BUDGET);
    return List.of(
        outcome(series, Variant.AGENT, MILLIS).scaled(idle.added().median(), IDLE_AGENT), idle);
  }

  private static Outcome outcome(Series series, Variant variant, double budget) {
    return Outcome.added(
        "start and end of an empty main, CPU", "ms", budget, series, variant, ChildJvm.CPU);
  }
}
