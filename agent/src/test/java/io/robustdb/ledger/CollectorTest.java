package io.robustdb.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CollectorTest {
  private static final int PATIENCE_SECONDS = 60;

  private final Queue<Throwable> told = new ConcurrentLinkedQueue<>();
  private final CountDownLatch fourth = new CountDownLatch(4);

  /** The application must not notice a failure of ours, nor do without what comes after it. */
  @Test
  void theAgentsThreadSurvivesWhateverFailsInIt() throws InterruptedException {
    Collector collector =
        new Collector(
            new Ledger(new ApplicationCode(List.of(), ""), new DriverCode()),
            new HoldLimits(0, Map.of()),
            this::fail,
            told::add);
    collector.start();
    boolean wentOn = fourth.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    collector.stop();

    assertThat(wentOn).isTrue();
    assertThat(told).extracting(Throwable::getMessage).containsExactly("state", "error");
  }

  private void fail() {
    fourth.countDown();
    switch ((int) fourth.getCount()) {
      case 3 -> throw new IllegalStateException("state");
      case 2 -> throw new OutOfMemoryError("the application's heap");
      case 1 -> throw new AssertionError("error");
      default -> {
        // nothing fails
      }
    }
  }
}
