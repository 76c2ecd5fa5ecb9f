package shop;

import static org.junit.Assert.fail;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.After;
import org.junit.Test;

public class PlainTest {
  private Connection connection;
  private Connection forgotten;

  @Test
  public void leaksFromAVariable() throws SQLException {
    Connection local = Database.open(); // the leak
    Database.use(local);
  }

  @Test
  public void leaksFromAField() throws SQLException {
    forgotten = Database.open(); // the leak
    Database.use(forgotten);
  }

  @Test(timeout = 60_000)
  public void leaksInTheThreadOfItsTimeLimit() throws SQLException {
    Connection local = Database.open(); // the leak
    Database.use(local);
  }

  @Test
  public void closesAfterwards() throws SQLException {
    connection = Database.open();
    Database.use(connection);
  }

  @Test
  public void failsByItself() throws SQLException {
    forgotten = Database.open();
    Database.use(forgotten);
    fail("by itself");
  }

  @After
  public void close() throws SQLException {
    if (connection != null) {
      connection.close();
    }
  }
}
