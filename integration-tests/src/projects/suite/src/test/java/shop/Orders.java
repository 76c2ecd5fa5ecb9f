package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** Found by its suite alone. */
class Orders {
  @Test
  void leaks() throws SQLException {
    Connection connection = Database.open(); // the leak
    Database.use(connection);
  }

  @Test
  void closes() throws SQLException {
    Database.open().close();
  }
}
