package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.AfterClass;
import org.junit.Test;

public class StaticTest {
  private static Connection connection;

  @Test
  public void opens() throws SQLException {
    connection = Database.open();
    Database.use(connection);
  }

  @AfterClass
  public static void close() throws SQLException {
    connection.close();
  }
}
