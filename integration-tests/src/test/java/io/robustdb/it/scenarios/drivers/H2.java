package io.robustdb.it.scenarios.drivers;

import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.h2.jdbcx.JdbcDataSource;

final class H2 implements Vendor {
  @Override
  public String url() {
    return "jdbc:h2:mem:scenario;DB_CLOSE_DELAY=-1";
  }

  @Override
  public DataSource dataSource() {
    return source();
  }

  @Override
  public ConnectionPoolDataSource connectionPoolDataSource() {
    return source();
  }

  @Override
  public XADataSource xaDataSource() {
    return source();
  }

  private JdbcDataSource source() {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL(url());
    source.setUser(user());
    source.setPassword(password());
    return source;
  }
}
