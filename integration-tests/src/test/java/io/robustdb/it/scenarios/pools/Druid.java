package io.robustdb.it.scenarios.pools;

import com.alibaba.druid.pool.DruidDataSource;
import java.util.List;
import javax.sql.DataSource;

final class Druid implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name) {
    DruidDataSource pool = new DruidDataSource(); // site: open druid
    return configured(pool, url, user, password, name);
  }

  @Override
  public void waitAtMost(DataSource pool, int millis) {
    ((DruidDataSource) pool).setMaxWait(millis);
  }

  @Override
  public DataSource openInVain(String url, String user, String password, String name) {
    DruidDataSource pool = new DruidDataSource();
    pool.setConnectionInitSqls(List.of(FAILING_SQL));
    pool.setMaxWait(TIMEOUT_MILLIS);
    pool.setConnectionErrorRetryAttempts(0);
    pool.setBreakAfterAcquireFailure(true);
    return configured(pool, url, user, password, name);
  }

  private static DataSource configured(
      DruidDataSource pool, String url, String user, String password, String name) {
    pool.setName(name);
    pool.setUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setInitialSize(1);
    pool.setMinIdle(1);
    pool.setMaxActive(MAX_SIZE);
    return pool;
  }
}
