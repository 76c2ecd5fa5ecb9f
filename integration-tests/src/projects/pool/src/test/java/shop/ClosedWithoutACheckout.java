package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.apache.commons.dbcp2.BasicDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs only where it is asked for: its pool does not close what it has not got back. */
class ClosedWithoutACheckout {
  private static BasicDataSource pool;

  private Connection held;

  @BeforeAll
  static void open() {
    pool = new BasicDataSource();
    pool.setUrl(Database.url());
  }

  @Test
  void leaks() throws SQLException {
    Connection connection = pool.getConnection(); // the leak
    Database.use(connection);
    if (Boolean.getBoolean("held")) {
      held = connection;
    }
  }

  @Test
  void leaksFromAPoolOfItsOwn() throws SQLException {
    try (BasicDataSource own = new BasicDataSource()) {
      own.setUrl(Database.url());
      Connection connection = own.getConnection(); // the leak
      Database.use(connection);
    }
  }

  @Test
  void returns() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      Database.use(connection);
    }
  }

  @AfterAll
  static void close() throws SQLException {
    pool.close();
    pool = null;
  }
}
