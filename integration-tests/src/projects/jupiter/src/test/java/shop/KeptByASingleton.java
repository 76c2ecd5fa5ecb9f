package shop;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Of another class, as an application has them, and filled by a thread of its own. */
class KeptByASingleton {
  @Test
  void fillsIt() throws InterruptedException {
    Thread filler = new Thread(Singleton::fill);
    filler.start();
    filler.join();
  }

  private static final class Singleton {
    private static final HikariDataSource POOL = new HikariDataSource();
    private static Connection connection;

    static void fill() {
      try {
        POOL.setJdbcUrl(Database.url());
        POOL.setMaximumPoolSize(1);
        connection = POOL.getConnection();
        Database.use(connection);
      } catch (SQLException failure) {
        throw new IllegalStateException(failure);
      }
    }
  }
}
