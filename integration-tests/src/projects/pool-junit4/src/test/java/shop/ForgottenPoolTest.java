package shop;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.Test;

/** Everything comes back to the pool, but nobody closes that. */
public class ForgottenPoolTest {
  @Test
  public void usesAPool() throws SQLException {
    HikariDataSource pool = new HikariDataSource(); // the leak
    pool.setJdbcUrl(Database.url());
    try (Connection connection = pool.getConnection()) {
      Database.use(connection);
    }
  }
}
