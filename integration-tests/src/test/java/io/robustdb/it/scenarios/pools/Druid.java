package io.robustdb.it.scenarios.pools;

import com.alibaba.druid.pool.DruidDataSource;
import javax.sql.DataSource;

final class Druid implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name) {
    DruidDataSource pool = new DruidDataSource(); // site: open druid
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
