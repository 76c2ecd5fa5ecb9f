package shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Threads that a test makes for itself, which are alone with it. */
@Isolated
class OwnThreadTest {
  @Test
  void leaksInAThread() throws InterruptedException {
    Thread thread =
        new Thread(
            () -> {
              try {
                Connection connection = Database.open(); // the leak
                Database.use(connection);
              } catch (SQLException failure) {
                throw new IllegalStateException(failure);
              }
            });
    thread.start();
    thread.join();
  }

  @Test
  void leaksInAnExecutor() throws Exception {
    ExecutorService executor = Executors.newSingleThreadExecutor();
    executor
        .submit(
            () -> {
              Connection connection = Database.open(); // the leak
              Database.use(connection);
              return null;
            })
        .get();
    executor.shutdown();
  }
}
