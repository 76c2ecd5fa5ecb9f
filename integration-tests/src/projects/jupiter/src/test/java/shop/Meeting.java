package shop;

import java.sql.Connection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Two tests of two classes run at once, and share a thread. */
final class Meeting {
  private static final ExecutorService SHARED =
      Executors.newSingleThreadExecutor(
          job -> {
            Thread thread = new Thread(job, "shared");
            thread.setDaemon(true);
            return thread;
          });
  private static final CountDownLatch THERE = new CountDownLatch(2);
  private static final CountDownLatch OPENED = new CountDownLatch(1);

  private Meeting() {}

  static void open() throws Exception {
    meet();
    SHARED
        .submit(
            () -> {
              Connection connection = Database.open(); // the leak
              Database.use(connection);
              return null;
            })
        .get();
    OPENED.countDown();
  }

  static void standBy() throws InterruptedException {
    meet();
    OPENED.await();
  }

  private static void meet() throws InterruptedException {
    THERE.countDown();
    if (!THERE.await(1, TimeUnit.MINUTES)) {
      throw new IllegalStateException("the other test does not come");
    }
  }
}
