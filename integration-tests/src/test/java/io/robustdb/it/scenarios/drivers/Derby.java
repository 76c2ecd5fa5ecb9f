package io.robustdb.it.scenarios.drivers;

import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.apache.derby.jdbc.EmbeddedConnectionPoolDataSource;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.apache.derby.jdbc.EmbeddedXADataSource;

final class Derby implements Vendor {
  private static final String DATABASE = "memory:scenario";

  @Override
  public String url() {
    return "jdbc:derby:" + DATABASE + ";create=true";
  }

  @Override
  public String query() {
    return "VALUES 1";
  }

  @Override
  public DataSource dataSource() {
    EmbeddedDataSource source = new EmbeddedDataSource();
    source.setDatabaseName(DATABASE);
    return source;
  }

  @Override
  public ConnectionPoolDataSource connectionPoolDataSource() {
    EmbeddedConnectionPoolDataSource source = new EmbeddedConnectionPoolDataSource();
    source.setDatabaseName(DATABASE);
    return source;
  }

  @Override
  public XADataSource xaDataSource() {
    EmbeddedXADataSource source = new EmbeddedXADataSource();
    source.setDatabaseName(DATABASE);
    return source;
  }
}
