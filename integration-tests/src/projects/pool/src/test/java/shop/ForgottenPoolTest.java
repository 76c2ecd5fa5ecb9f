package shop;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Everything comes back to the pool, but nobody closes that. */
class ForgottenPoolTest {
  private volatile long turns;

  @Test
  void usesAPool() throws SQLException {
    HikariDataSource pool = new HikariDataSource(); // the leak
    pool.setJdbcUrl(Database.url());
    try (Connection connection = pool.getConnection()) {
      Database.use(connection);
    }
    if (Boolean.getBoolean("busy")) {
      Thread busy = new Thread(this::turn, "busy");
      busy.setDaemon(true);
      busy.start();
    }
  }

  /** Who knows what such a thread has in its variables. */
  private void turn() {
    while (turns >= 0) {
      turns++;
    }
  }
}
