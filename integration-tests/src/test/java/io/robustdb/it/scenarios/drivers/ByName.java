package io.robustdb.it.scenarios.drivers;

import java.sql.SQLException;
import java.util.List;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;

/**
 * A driver whose data sources have other names from version to version: the first one that is there
 * counts.
 */
record ByName(
    String url,
    String user,
    String password,
    List<String> plain,
    List<String> pooled,
    List<String> xa)
    implements Vendor {

  static ByName mariadb(String url, String user, String password) {
    List<String> all = List.of("org.mariadb.jdbc.MariaDbDataSource");
    return new ByName(url, user, password, all, all, all);
  }

  static ByName mysql(String url, String user, String password) {
    return new ByName(
        url,
        user,
        password,
        List.of(
            "com.mysql.cj.jdbc.MysqlDataSource", "com.mysql.jdbc.jdbc2.optional.MysqlDataSource"),
        List.of(
            "com.mysql.cj.jdbc.MysqlConnectionPoolDataSource",
            "com.mysql.jdbc.jdbc2.optional.MysqlConnectionPoolDataSource"),
        List.of(
            "com.mysql.cj.jdbc.MysqlXADataSource",
            "com.mysql.jdbc.jdbc2.optional.MysqlXADataSource"));
  }

  @Override
  public String sessionQuery() {
    return "SELECT CONNECTION_ID()";
  }

  @Override
  public DataSource dataSource() throws SQLException {
    return (DataSource) made(plain);
  }

  @Override
  public ConnectionPoolDataSource connectionPoolDataSource() throws SQLException {
    return (ConnectionPoolDataSource) made(pooled);
  }

  @Override
  public XADataSource xaDataSource() throws SQLException {
    return (XADataSource) made(xa);
  }

  private Object made(List<String> names) throws SQLException {
    for (String name : names) {
      try {
        Object source = Class.forName(name).getDeclaredConstructor().newInstance();
        set(source, "setUrl", url);
        set(source, "setUser", user);
        set(source, "setPassword", password);
        return source;
      } catch (ClassNotFoundException otherVersion) {
        // the next name
      } catch (ReflectiveOperationException failure) {
        throw new SQLException(failure);
      }
    }
    throw new SQLException("none of " + names);
  }

  private static void set(Object source, String setter, String value)
      throws ReflectiveOperationException {
    source.getClass().getMethod(setter, String.class).invoke(source, value);
  }
}
