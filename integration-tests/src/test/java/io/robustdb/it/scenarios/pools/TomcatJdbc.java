package io.robustdb.it.scenarios.pools;

import org.apache.tomcat.jdbc.pool.DataSource;

final class TomcatJdbc implements PoolFactory {
  @Override
  public javax.sql.DataSource open(String url, String user, String password, String name) {
    DataSource pool = new DataSource(); // site: open tomcat-jdbc
    return configured(pool, url, user, password, name);
  }

  @Override
  public void waitAtMost(javax.sql.DataSource pool, int millis) {
    ((DataSource) pool).setMaxWait(millis);
  }

  @Override
  public javax.sql.DataSource openInVain(String url, String user, String password, String name) {
    DataSource pool = new DataSource();
    pool.setInitSQL(FAILING_SQL);
    pool.setMaxWait(TIMEOUT_MILLIS);
    return configured(pool, url, user, password, name);
  }

  private static javax.sql.DataSource configured(
      DataSource pool, String url, String user, String password, String name) {
    pool.setName(name);
    pool.setDriverClassName("org.postgresql.Driver"); // version 7.0 does not ask DriverManager
    pool.setUrl(url);
    pool.setUsername(user);
    pool.setPassword(password);
    pool.setInitialSize(1);
    pool.setMinIdle(1);
    pool.setMaxIdle(MAX_SIZE);
    pool.setMaxActive(MAX_SIZE);
    return pool;
  }

  /** It has a {@code close}, but is no {@code AutoCloseable}. */
  @Override
  public void close(javax.sql.DataSource pool) {
    ((DataSource) pool).close();
  }
}
