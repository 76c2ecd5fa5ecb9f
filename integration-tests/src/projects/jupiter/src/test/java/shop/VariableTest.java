package shop;

import static org.junit.jupiter.api.Assertions.fail;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class VariableTest {
  @Test
  void leaks() throws SQLException {
    Connection connection = Database.open(); // the leak
    Database.use(connection);
  }

  @Test
  void closes() throws SQLException {
    try (Connection connection = Database.open()) {
      Database.use(connection);
    }
  }

  @Test
  void failsByItself() throws SQLException {
    Connection connection = Database.open();
    Database.use(connection);
    fail("by itself");
  }

  @Test
  void opensNothing() {}
}
