package io.robustdb.it.scenarios.failures;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;

/** A pool on the server that fails: it worked before, and works again once the server is back. */
final class Survivor implements AutoCloseable {
  private static final int SOON_MILLIS = 250;
  private static final int MOST_ATTEMPTS = 60;

  private final @Nullable HikariDataSource pool;

  /** There is none. */
  Survivor() {
    pool = null;
  }

  Survivor(String url, String user) throws SQLException {
    pool = new HikariDataSource(Pool.config(url, user, "", SOON_MILLIS));
    mustWork();
  }

  void tryToWork() {
    try {
      work();
    } catch (SQLException failure) {
      System.out.println("the survivor waits");
    }
  }

  /** The pool needs a while to notice that the server is back. */
  void mustWork() throws SQLException {
    for (int attempt = 1; ; attempt++) {
      try {
        work();
        return;
      } catch (SQLTransientConnectionException failure) {
        if (attempt == MOST_ATTEMPTS) {
          throw failure;
        }
      }
    }
  }

  private void work() throws SQLException {
    if (pool != null) {
      try (Connection borrowed = pool.getConnection()) {
        Check.succeed(borrowed);
      }
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
