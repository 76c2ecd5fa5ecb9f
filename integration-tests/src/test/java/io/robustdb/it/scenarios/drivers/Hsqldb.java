package io.robustdb.it.scenarios.drivers;

import java.sql.SQLException;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.hsqldb.jdbc.JDBCDataSource;
import org.hsqldb.jdbc.pool.JDBCPooledDataSource;
import org.hsqldb.jdbc.pool.JDBCXADataSource;

final class Hsqldb implements Vendor {
  @Override
  public String url() {
    return "jdbc:hsqldb:mem:scenario";
  }

  @Override
  public String query() {
    return "VALUES 1";
  }

  @Override
  public DataSource dataSource() {
    JDBCDataSource source = new JDBCDataSource();
    source.setUrl(url());
    source.setUser(user());
    source.setPassword(password());
    return source;
  }

  @Override
  public ConnectionPoolDataSource connectionPoolDataSource() {
    JDBCPooledDataSource source = new JDBCPooledDataSource();
    source.setUrl(url());
    source.setUser(user());
    source.setPassword(password());
    return source;
  }

  @Override
  public XADataSource xaDataSource() throws SQLException {
    JDBCXADataSource source = new JDBCXADataSource();
    source.setUrl(url());
    source.setUser(user());
    source.setPassword(password());
    return source;
  }
}
