package shop;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads of time limits, which may run beside other tests. */
class TimeLimitTest {
  @Test
  void leaksInATimeLimit() {
    assertTimeoutPreemptively(
        Duration.ofMinutes(1),
        () -> {
          Connection connection = Database.open(); // the leak
          Database.use(connection);
        });
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void leaksInAThreadOfItsOwn() throws SQLException {
    Connection connection = Database.open(); // the leak
    Database.use(connection);
  }
}
