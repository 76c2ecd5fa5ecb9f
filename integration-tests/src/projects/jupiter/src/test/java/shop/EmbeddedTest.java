package shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database itself keeps its sessions. */
class EmbeddedTest {
  @ParameterizedTest
  @ValueSource(strings = {"jdbc:hsqldb:mem:shop", "jdbc:derby:memory:shop;create=true"})
  void leaksASession(String url) throws SQLException {
    Connection connection = DriverManager.getConnection(url); // the leak
    use(connection);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:hsqldb:mem:shop", "jdbc:derby:memory:shop;create=true"})
  void closesASession(String url) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      use(connection);
    }
  }

  private static void use(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("VALUES 1");
    }
  }
}
