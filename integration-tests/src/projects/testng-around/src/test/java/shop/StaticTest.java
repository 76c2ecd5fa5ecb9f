package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.testng.annotations.AfterClass;
import org.testng.annotations.Test;

public class StaticTest {
  private static Connection kept;
  private static Connection closed;

  @Test
  public void opensForTheClass() throws SQLException {
    kept = Database.open(); // the leak
    Database.use(kept);
    closed = Database.open();
    Database.use(closed);
  }

  @AfterClass
  public void close() throws SQLException {
    closed.close();
  }
}
