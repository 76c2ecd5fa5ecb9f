package shop;

import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Found by its suite alone. */
class Orders {
  @Test
  void leaks() throws SQLException {
    Connection connection = Database.open(); // the leak
    Database.use(connection);
  }

  /** As engines have tests whose source is a file and no class. */
  @TestFactory
  Stream<DynamicTest> leaksOfAFile() {
    return Stream.of(
        DynamicTest.dynamicTest(
            "leaks an order",
            URI.create("classpath:/orders.feature"),
            () -> {
              Connection connection = Database.open(); // the leak
              Database.use(connection);
            }));
  }

  @Test
  void closes() throws SQLException {
    Database.open().close();
  }
}
