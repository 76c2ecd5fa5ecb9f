package shop;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class LeakingGivenUpTest {
  @Test
  void givesUp() throws SQLException {
    Connection local = Database.open(); // the leak
    Database.use(local);
    assumeTrue(false);
  }

  @Test
  void opensNothing() {}
}
