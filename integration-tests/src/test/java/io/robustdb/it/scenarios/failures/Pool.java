package io.robustdb.it.scenarios.failures;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;

/** A method makes a pool and checks its first connection, its caller tries again. */
final class Pool {
  private final Order order;
  private final Prompt prompt;

  Pool(Order order, Prompt prompt) {
    this.order = order;
    this.prompt = prompt;
  }

  HikariDataSource start() throws SQLException {
    while (true) {
      try {
        return openChecked();
      } catch (SQLException failure) {
        prompt.failed(order, failure);
      } catch (IllegalStateException failure) {
        prompt.failed(order, failure);
      }
    }
  }

  private HikariDataSource openChecked() throws SQLException {
    HikariDataSource pool =
        new HikariDataSource(
            config(order.url(), order.user(), order.password(), order.poolMillis()));
    try (Connection connection = pool.getConnection()) {
      prompt.opened(order);
      Check.run(order, connection);
    }
    return pool;
  }

  /** One session for as long as the pool is open, and no complaint while it cannot be had. */
  static HikariConfig config(String url, String user, String password, int millis) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(millis);
    config.setInitializationFailTimeout(-1);
    return config;
  }
}
