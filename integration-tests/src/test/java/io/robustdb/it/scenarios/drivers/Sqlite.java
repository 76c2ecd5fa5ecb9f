package io.robustdb.it.scenarios.drivers;

import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import org.sqlite.SQLiteDataSource;
import org.sqlite.javax.SQLiteConnectionPoolDataSource;

final class Sqlite implements Vendor {
  @Override
  public String url() {
    return "jdbc:sqlite::memory:";
  }

  @Override
  public DataSource dataSource() {
    SQLiteDataSource source = new SQLiteDataSource();
    source.setUrl(url());
    return source;
  }

  @Override
  public ConnectionPoolDataSource connectionPoolDataSource() {
    SQLiteConnectionPoolDataSource source = new SQLiteConnectionPoolDataSource();
    source.setUrl(url());
    return source;
  }
}
