package shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Isolated;

/** What one test has left behind opens while the next one runs, which must not be red for it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Isolated
class LeakingLateTest {
  private static final ExecutorService SHARED = Executors.newCachedThreadPool();
  private static final CountDownLatch OPENED = new CountDownLatch(1);

  @Test
  @Order(1)
  void leavesWorkBehind() {
    CompletableFuture.runAsync(
        LeakingLateTest::open, CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS, SHARED));
  }

  @Test
  @Order(2)
  void runsMeanwhile() throws InterruptedException {
    SHARED.execute(() -> {});
    OPENED.await();
  }

  private static void open() {
    try {
      Connection connection = Database.open(); // the leak
      Database.use(connection);
      OPENED.countDown();
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  @AfterAll
  static void shutDown() {
    SHARED.shutdown();
  }
}
