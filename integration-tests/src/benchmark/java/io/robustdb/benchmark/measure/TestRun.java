package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.TestSuite;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.SideBySide;
import io.robustdb.benchmark.run.Variant;
import java.util.List;

/** How long a suite of 10,000 empty tests runs where a test that leaks would fail. */
public final class TestRun implements Measurement {
  private static final double PERCENT = 5;
  private static final int ROUNDS = 15;
  private static final int FEW_ROUNDS = 4;

  /** Runs of the suite before all is compiled, and those that count. */
  private static final int WARM_UPS = 4;

  private static final int TURNS = 12;

  @Override
  public String name() {
    return "tests";
  }

  @Override
  public List<Outcome> measure(Settings settings) throws Exception {
    ChildJvm jvm = ChildJvm.running(settings, TestSuite.class);
    int rounds = settings.rounds(ROUNDS, FEW_ROUNDS);
    SideBySide both = SideBySide.run(rounds, jvm::start, Variant.TEST_GATE, WARM_UPS, TURNS, 1);
    return List.of(
        Outcome.addedPercent(
            "10,000 empty tests, in a JVM that has run them before",
            "ms",
            PERCENT,
            both,
            Variant.TEST_GATE));
  }
}
