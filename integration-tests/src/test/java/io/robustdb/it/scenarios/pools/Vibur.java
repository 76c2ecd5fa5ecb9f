package io.robustdb.it.scenarios.pools;

import javax.sql.DataSource;
import org.vibur.dbcp.ViburDBCPDataSource;

final class Vibur implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name) {
    ViburDBCPDataSource pool = new ViburDBCPDataSource(); // site: open vibur-dbcp
    pool.setName(name);
    pool.setJdbcUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setPoolInitialSize(1);
    pool.setPoolMaxSize(MAX_SIZE);
    pool.start();
    return pool;
  }

  /** Its {@code close} came before {@code AutoCloseable}. */
  @Override
  public void close(DataSource pool) {
    ((ViburDBCPDataSource) pool).close();
  }
}
