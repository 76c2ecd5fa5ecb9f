package shop;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.Test;

public class LeakingClassTest {
  static Connection connection;

  @Test
  public void opensForTheClass() throws SQLException {
    connection = Database.open(); // the leak
    Database.use(connection);
  }

  @Test
  public void opensNothing() {}
}
