package io.robustdb.it.scenarios.pools;

import com.mchange.v2.c3p0.AbstractConnectionCustomizer;
import com.mchange.v2.c3p0.ComboPooledDataSource;
import java.sql.Connection;
import java.sql.Statement;
import javax.sql.DataSource;

final class C3p0 implements PoolFactory {
  @Override
  public DataSource open(String url, String user, String password, String name) {
    ComboPooledDataSource pool = new ComboPooledDataSource(); // site: open c3p0
    return configured(pool, url, user, password, name);
  }

  @Override
  public void waitAtMost(DataSource pool, int millis) {
    ((ComboPooledDataSource) pool).setCheckoutTimeout(millis);
  }

  @Override
  public DataSource openInVain(String url, String user, String password, String name) {
    ComboPooledDataSource pool = new ComboPooledDataSource();
    pool.setConnectionCustomizerClassName(SetUp.class.getName());
    pool.setAcquireRetryAttempts(1);
    pool.setAcquireRetryDelay(TIMEOUT_MILLIS);
    pool.setBreakAfterAcquireFailure(true);
    pool.setCheckoutTimeout(TIMEOUT_MILLIS);
    return configured(pool, url, user, password, name);
  }

  private static DataSource configured(
      ComboPooledDataSource pool, String url, String user, String password, String name) {
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

  /** What initial SQL is in other pools. */
  public static final class SetUp extends AbstractConnectionCustomizer {
    @Override
    public void onAcquire(Connection connection, String token) throws Exception {
      try (Statement statement = connection.createStatement()) {
        statement.execute(FAILING_SQL);
      }
    }
  }
}
