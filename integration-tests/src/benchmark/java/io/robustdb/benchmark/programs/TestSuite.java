package io.robustdb.benchmark.programs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs {@link EmptyTests} as often as a line on stdin says, and answers each line with the
 * milliseconds that one run took. With the argument {@value #ONCE} it runs them once, as most JVMs
 * that run tests do, and says what that took by a name.
 */
public final class TestSuite {
  /** The argument for a single run. */
  public static final String ONCE = "once";

  /** The name of what a single run says: the milliseconds that it took. */
  public static final String MILLIS = "suite.millis";

  private static final double NANOS = 1_000_000;

  private TestSuite() {}

  public static void main(String[] arguments) throws IOException {
    try (LauncherSession session = LauncherFactory.openSession()) {
      if (List.of(arguments).contains(ONCE)) {
        System.out.println(MILLIS + "=" + millis(session, 1));
      } else {
        takeTurns(session);
      }
    }
  }

  private static void takeTurns(LauncherSession session) throws IOException {
    BufferedReader turns =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
      System.out.println(millis(session, Integer.parseInt(turn)));
    }
  }

  private static double millis(LauncherSession session, int runs) {
    long start = System.nanoTime();
    for (int number = 0; number < runs; number++) {
      run(session);
    }
    return (System.nanoTime() - start) / NANOS / runs;
  }

  private static void run(LauncherSession session) {
    SummaryGeneratingListener summary = new SummaryGeneratingListener();
    session
        .getLauncher()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(EmptyTests.class))
                .build(),
            summary);
    if (summary.getSummary().getTestsFailedCount() > 0) {
      throw new IllegalStateException("empty tests fail");
    }
  }
}
