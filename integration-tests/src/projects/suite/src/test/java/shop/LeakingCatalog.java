package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LeakingCatalog {
  static Connection connection;

  @Test
  void opensForTheClass() throws SQLException {
    connection = Database.open(); // the leak
    Database.use(connection);
  }

  @Test
  void opensNothing() {}
}
