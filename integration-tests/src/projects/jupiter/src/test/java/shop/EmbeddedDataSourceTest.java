package shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabase;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;

/** What can be shut down is no pool where it keeps nothing of what it gives. */
class EmbeddedDataSourceTest {
  private static EmbeddedDatabase database;

  @BeforeAll
  static void open() {
    database =
        new EmbeddedDatabaseBuilder()
            .setType(EmbeddedDatabaseType.HSQL)
            .generateUniqueName(true)
            .build();
  }

  @Test
  void leaksFromAnEmbeddedDatabase() throws SQLException {
    Connection connection = database.getConnection(); // the leak
    use(connection);
  }

  @Test
  void closesWhatItHas() throws SQLException {
    try (Connection connection = database.getConnection()) {
      use(connection);
    }
  }

  private static void use(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("VALUES 1");
    }
  }

  @AfterAll
  static void close() {
    database.shutdown();
    database = null;
  }
}
