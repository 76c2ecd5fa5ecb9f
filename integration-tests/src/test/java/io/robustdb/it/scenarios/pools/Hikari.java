package io.robustdb.it.scenarios.pools;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;

final class Hikari implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name) {
    HikariConfig config = configuration(url, user, password, name);
    return new HikariDataSource(config); // site: open hikaricp
  }

  @Override
  public void waitAtMost(DataSource pool, int millis) {
    ((HikariDataSource) pool).setConnectionTimeout(millis);
  }

  @Override
  public DataSource openInVain(String url, String user, String password, String name) {
    HikariConfig config = configuration(url, user, password, name);
    config.setConnectionInitSql(FAILING_SQL);
    config.setConnectionTimeout(TIMEOUT_MILLIS);
    return new HikariDataSource(config);
  }

  private static HikariConfig configuration(String url, String user, String password, String name) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMinimumIdle(1);
    config.setMaximumPoolSize(MAX_SIZE);
    return config;
  }
}
