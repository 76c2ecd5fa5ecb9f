package io.robustdb.it.scenarios.drivers;

import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/** One driver's own data sources, set to one database. None of them is a pool. */
interface Vendor {
  /** For {@code DriverManager}, with user and password in {@link #user} and {@link #password}. */
  String url();

  DataSource dataSource() throws SQLException;

  /** Null where the driver has none. */
  default @Nullable ConnectionPoolDataSource connectionPoolDataSource() throws SQLException {
    return null;
  }

  /** Null where the driver has none. */
  default @Nullable XADataSource xaDataSource() throws SQLException {
    return null;
  }

  default String user() {
    return "sa";
  }

  default String password() {
    return "";
  }

  /** The cheapest query that the server must answer. */
  default String query() {
    return "SELECT 1";
  }

  /** Asks the server for the number of the session; null where sessions have none. */
  default @Nullable String sessionQuery() {
    return null;
  }

  /** By the driver's name; loads the classes of no other. */
  static Vendor of(String driver, String url, String user, String password) {
    return switch (driver) {
      case "derby" -> new Derby();
      case "h2" -> new H2();
      case "hsqldb" -> new Hsqldb();
      case "mariadb-java-client" -> ByName.mariadb(url, user, password);
      case "mysql-connector-j" -> ByName.mysql(url, user, password);
      case "postgresql" -> new Postgresql(url, user, password);
      case "sqlite-jdbc" -> new Sqlite();
      default -> throw new IllegalArgumentException("no such driver: " + driver);
    };
  }
}
