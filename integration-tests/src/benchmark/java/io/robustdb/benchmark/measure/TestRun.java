package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.programs.TestSuite;
import io.robustdb.benchmark.run.ChildJvm;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.SideBySide;
import io.robustdb.benchmark.run.Variant;
import java.util.List;

/**
 * How long a suite of 10,000 empty tests runs where a test that leaks would fail: in JVMs that have
 * run it before, where all is compiled and the least is seen, and in new ones, as builds have them.
 *
 * <p>Any two JVMs compile the suite differently, and differ by up to a tenth without an agent: only
 * many of them tell what the agent adds.
 */
public final class TestRun implements Measurement {
  private static final double PERCENT = 5;
  private static final int ROUNDS = 40;
  private static final int FEW_ROUNDS = 4;

  /** Runs of the suite before all is compiled, and those that count. */
  private static final int WARM_UPS = 8;

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
    ChildJvm newJvm = ChildJvm.running(settings, TestSuite.class, TestSuite.ONCE);
    Series series = Series.run(rounds, newJvm::run, Variant.TEST_GATE);
    return List.of(
        Outcome.addedPercent(
            "10,000 empty tests, in a JVM that has run them before",
            "ms",
            PERCENT,
            both,
            Variant.TEST_GATE),
        Outcome.addedPercent(
            "10,000 empty tests, in a new JVM",
            "ms",
            PERCENT,
            series,
            Variant.TEST_GATE,
            TestSuite.MILLIS),
        Outcome.added(
            "start, those tests and end of that JVM, CPU",
            "ms",
            NO_BUDGET,
            series,
            Variant.TEST_GATE,
            ChildJvm.CPU));
  }
}
