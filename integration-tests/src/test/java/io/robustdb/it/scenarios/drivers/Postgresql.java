package io.robustdb.it.scenarios.drivers;

import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.postgresql.ds.PGConnectionPoolDataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.ds.common.BaseDataSource;
import org.postgresql.xa.PGXADataSource;

record Postgresql(String url, String user, String password) implements Vendor {

  @Override
  public String sessionQuery() {
    return "SELECT pg_backend_pid()";
  }

  @Override
  public DataSource dataSource() {
    return set(new PGSimpleDataSource());
  }

  @Override
  public ConnectionPoolDataSource connectionPoolDataSource() {
    return set(new PGConnectionPoolDataSource());
  }

  @Override
  public XADataSource xaDataSource() {
    return set(new PGXADataSource());
  }

  private <T extends BaseDataSource> T set(T source) {
    source.setUrl(url);
    source.setUser(user);
    source.setPassword(password);
    return source;
  }
}
