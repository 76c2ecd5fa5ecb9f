package io.robustdb.benchmark.programs;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs {@link EmptyTests} twice, and tells the milliseconds that the second run took. */
public final class TestSuite {
  private static final double NANOS = 1_000_000;

  private TestSuite() {}

  public static void main(String[] arguments) {
    try (LauncherSession session = LauncherFactory.openSession()) {
      run(session);
      long start = System.nanoTime();
      run(session);
      System.out.println("suite=" + (System.nanoTime() - start) / NANOS);
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
