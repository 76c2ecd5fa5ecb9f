package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class AfterEachTest {
  private Connection connection;
  @AutoClose private Connection closedByItself;

  @Test
  void opens() throws SQLException {
    connection = Database.open();
    closedByItself = Database.open();
    Database.use(connection);
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }
}
