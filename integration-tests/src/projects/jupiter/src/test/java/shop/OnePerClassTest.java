package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What one test opens, the next one uses, and the end of the class closes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OnePerClassTest {
  private Connection connection;

  @Test
  void usesTheOneConnection() throws SQLException {
    Database.use(connection());
  }

  @Test
  void usesItToo() throws SQLException {
    Database.use(connection());
  }

  private synchronized Connection connection() throws SQLException {
    if (connection == null) {
      connection = Database.open();
    }
    return connection;
  }

  @AfterAll
  void close() throws SQLException {
    connection.close();
  }
}
