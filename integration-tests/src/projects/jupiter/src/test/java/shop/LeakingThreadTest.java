package shop;

import java.sql.Connection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A thread that tests share: whose the connection is, cannot be known. */
@Isolated
class LeakingThreadTest {
  private static final ExecutorService SHARED = Executors.newSingleThreadExecutor();

  @Test
  void opensElsewhere() throws Exception {
    SHARED
        .submit(
            () -> {
              Connection connection = Database.open(); // the leak
              Database.use(connection);
              return null;
            })
        .get();
  }

  @Test
  void closesElsewhere() throws Exception {
    SHARED
        .submit(
            () -> {
              Database.open().close();
              return null;
            })
        .get();
  }

  @AfterAll
  static void shutDown() {
    SHARED.shutdown();
  }
}
