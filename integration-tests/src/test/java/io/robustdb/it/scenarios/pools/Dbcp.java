package io.robustdb.it.scenarios.pools;

import java.util.List;
import javax.sql.DataSource;
import org.apache.commons.dbcp2.BasicDataSource;

final class Dbcp implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name) {
    BasicDataSource pool = new BasicDataSource(); // site: open commons-dbcp2
    return configured(pool, url, user, password);
  }

  @Override
  public DataSource openInVain(String url, String user, String password, String name) {
    BasicDataSource pool = new BasicDataSource();
    pool.setConnectionInitSqls(List.of(FAILING_SQL));
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
