package io.robustdb.benchmark.programs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/**
 * Runs {@link EmptyTests} as often as a line on stdin says, and answers each line with the
 * milliseconds that one run took.
 */
public final class TestSuite {
  private static final double NANOS = 1_000_000;

  private TestSuite() {}

  public static void main(String[] arguments) throws IOException {
    BufferedReader turns =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (LauncherSession session = LauncherFactory.openSession()) {
      for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
        int runs = Integer.parseInt(turn);
        long start = System.nanoTime();
        for (int number = 0; number < runs; number++) {
          run(session);
        }
        System.out.println((System.nanoTime() - start) / NANOS / runs);
      }
    }
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
