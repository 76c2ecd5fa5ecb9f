package shop;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PoolTest {
  private static HikariDataSource pool;

  @BeforeAll
  static void open() {
    pool = new HikariDataSource();
    pool.setJdbcUrl(Database.url());
    pool.setMaximumPoolSize(3);
  }

  @Test
  void leaksACheckout() throws SQLException {
    Connection connection = pool.getConnection(); // the leak
    Database.use(connection);
  }

  @Test
  void returnsACheckout() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Database.use(connection);
    }
  }

  @AfterAll
  static void close() {
    pool.close();
  }
}
