package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class StaticTest {
  private static Connection connection;

  @Test
  void opens() throws SQLException {
    connection = Database.open();
    Database.use(connection);
  }

  @AfterAll
  static void close() throws SQLException {
    connection.close();
  }
}
