package io.robustdb.it.scenarios.pools;

import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

final class Dbcp implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name) {
    BasicDataSource pool = new BasicDataSource(); // site: open commons-dbcp2
    return configured(pool, url, user, password);
  }

  @Override
  @SuppressWarnings("deprecation") // the oldest version has no other
  public void waitAtMost(DataSource pool, int millis) {
    ((BasicDataSource) pool).setMaxWaitMillis(millis);
  }

  @Override
  public DataSource openInVain(String url, String user, String password, String name) {
    BasicDataSource pool = new BasicDataSource();
    pool.setValidationQuery(FAILING_SQL); // its initial SQL is set otherwise in 2.0
    pool.setTestOnBorrow(true);
    return configured(pool, url, user, password);
  }

  private static DataSource configured(
      BasicDataSource pool, String url, String user, String password) {
    pool.setUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setInitialSize(1);
    pool.setMaxTotal(MAX_SIZE);
    return pool;
  }
}
