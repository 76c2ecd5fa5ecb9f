package io.robustdb.it.scenarios.pools;

import javax.sql.DataSource;
import org.vibur.dbcp.ViburDBCPDataSource;

final class Vibur implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name) {
    ViburDBCPDataSource pool = new ViburDBCPDataSource(); // site: open vibur-dbcp
    return started(pool, url, user, password, name);
  }

  @Override
  public void waitAtMost(DataSource pool, int millis) {
    ((ViburDBCPDataSource) pool).setConnectionTimeoutInMs(millis);
  }

  @Override
  public DataSource openInVain(String url, String user, String password, String name) {
    ViburDBCPDataSource pool = new ViburDBCPDataSource();
    pool.setInitSQL(FAILING_SQL);
    pool.setAcquireRetryAttempts(0);
    pool.setConnectionTimeoutInMs(TIMEOUT_MILLIS);
    return started(pool, url, user, password, name);
  }

  private static DataSource started(
      ViburDBCPDataSource pool, String url, String user, String password, String name) {
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
