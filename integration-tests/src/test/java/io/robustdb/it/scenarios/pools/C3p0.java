package io.robustdb.it.scenarios.pools;

import com.mchange.v2.c3p0.ComboPooledDataSource;
import javax.sql.DataSource;

final class C3p0 implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name) {
    ComboPooledDataSource pool = new ComboPooledDataSource(); // site: open c3p0
    pool.setDataSourceName(name);
    pool.setJdbcUrl(url);
    pool.setUser(user);
    pool.setPassword(password);
    pool.setInitialPoolSize(1);
    pool.setMinPoolSize(1);
    pool.setMaxPoolSize(MAX_SIZE);
    return pool;
  }

  /** Version 0.9.5 has a {@code close}, but is no {@code AutoCloseable}. */
  @Override
  public void close(DataSource pool) {
    ((ComboPooledDataSource) pool).close();
  }
}
