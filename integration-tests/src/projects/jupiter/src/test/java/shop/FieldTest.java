package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FieldTest {
  private Connection connection;

  @BeforeEach
  void open() throws SQLException {
    connection = Database.open(); // the leak
  }

  @Test
  void leaksWhatWasOpenedBefore() throws SQLException {
    Database.use(connection);
  }

  @Test
  void closes() throws SQLException {
    connection.close();
  }
}
