package shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeakingClassTest {
  private static final List<Connection> CONNECTIONS = new ArrayList<>();

  @Test
  void opensForTheClass() throws SQLException {
    keep();
  }

  @Test
  void opensMoreForTheClass() throws SQLException {
    keep();
  }

  @Test
  void opensNothing() {}

  private static void keep() throws SQLException {
    Connection connection = Database.open(); // the leak
    Database.use(connection);
    CONNECTIONS.add(connection);
  }
}
