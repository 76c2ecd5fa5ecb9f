package shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

final class Database {
  private Database() {}

  static String url() {
    return System.getenv("DATABASE_URL");
  }

  static Connection open() throws SQLException {
    return DriverManager.getConnection(url());
  }

  static void use(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }
}
