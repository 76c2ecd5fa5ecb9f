package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

public class BeforeMethodTest {
  private Connection connection;

  @BeforeMethod
  public void open() throws SQLException {
    connection = Database.open(); // the leak
  }

  @Test
  public void usesWhatWasOpenedBefore() throws SQLException {
    Database.use(connection);
  }

  @Test
  public void closes() throws SQLException {
    connection.close();
  }
}
