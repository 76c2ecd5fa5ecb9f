package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.TestSuite;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.List;

/** How long a suite of 10,000 empty tests runs where a test that leaks would fail. */
public final class TestRun implements Measurement {
  private static final double PERCENT = 5;
  private static final int ROUNDS = 15;
  private static final int FEW_ROUNDS = 4;

  @Override
  public String name() {
    return "tests";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    ChildJvm jvm = ChildJvm.running(settings, TestSuite.class);
    Series series = Series.run(settings.rounds(ROUNDS, FEW_ROUNDS), jvm::run, Variant.TEST_GATE);
    return List.of(
        outcome("10,000 empty tests, in a JVM that has run as many", PERCENT, series, "suite"),
        outcome("20,000 empty tests and their JVM, CPU", NO_BUDGET, series, ChildJvm.CPU));
  }

  private static Outcome outcome(String name, double budget, Series series, String number) {
    return Outcome.addedPercent(name, "ms", budget, series, Variant.TEST_GATE, number);
  }
}
