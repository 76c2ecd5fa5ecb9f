package shop;

import static org.testng.Assert.fail;

import java.sql.Connection;
import java.sql.SQLException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.AfterMethod;
import org.testng.annotations.BeforeMethod;
import org.testng.annotations.Test;

public class PlainTest {
  private Connection connection;
  private Connection ofTheClass;

  @BeforeMethod
  public void open() throws SQLException {
    connection = Database.open();
  }

  @Test
  public void leaksFromAVariable() throws SQLException {
    Connection local = Database.open(); // the leak
    Database.use(local);
  }

  @Test
  public void leavesTheClosingToTheEnd() throws SQLException {
    ofTheClass = Database.open();
    Database.use(connection);
  }

  @Test
  public void closes() throws SQLException {
    Database.open().close();
  }

  @Test
  public void failsByItself() throws SQLException {
    Connection local = Database.open();
    Database.use(local);
    fail("by itself");
  }

  @AfterMethod
  public void close() throws SQLException {
    connection.close();
  }

  @AfterClass
  public void closeAll() throws SQLException {
    ofTheClass.close();
  }
}
