package shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class ModularTest {
  @Test
  void leaks() throws SQLException {
    Connection connection = DriverManager.getConnection(Database.url()); // the leak
    Database.use(connection);
  }

  @Test
  void closes() throws SQLException {
    Database.open().close();
  }
}
