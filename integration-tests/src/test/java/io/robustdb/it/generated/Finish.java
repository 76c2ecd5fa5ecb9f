package io.robustdb.it.generated;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Takes a resource out of whatever it is in, uses it where that is asked for, and closes it. */
final class Finish {
  private final Openings openings;
  private final boolean use;

  Finish(Openings openings, boolean use) {
    this.openings = openings;
    this.use = use;
  }

  void take(@Nullable Object kept) {
    try {
      if (kept instanceof Connection || kept instanceof HikariDataSource) {
        end(kept);
      } else if (kept instanceof Collection<?> several) {
        several.forEach(this::take);
      } else if (kept instanceof Future<?> future) {
        take(future.get());
      } else if (kept instanceof Callable<?> callable) {
        take(callable.call());
      } else if (kept instanceof Owner owner) {
        take(owner.resource());
      } else if (kept instanceof Thread thread) {
        thread.start();
        thread.join();
        openings.sayOfOthers();
      } else if (kept != null) {
        throw new IllegalArgumentException("what is " + kept.getClass());
      }
    } catch (Exception failure) {
      openings.say("failed with " + failure);
    }
  }

  private void end(Object resource) throws SQLException {
    int number = openings.numberOf(resource);
    if (use) {
      try {
        use(resource);
        openings.say(number + " works");
      } catch (SQLException failure) {
        openings.say(number + " failed with " + failure.getSQLState());
      }
    }
    openings.closed(resource);
    if (resource instanceof HikariDataSource pool) {
      pool.close();
    } else {
      ((Connection) resource).close();
    }
    openings.say(number + " closed");
  }

  /** Has the server answer on it. */
  static void use(Object resource) throws SQLException {
    if (resource instanceof HikariDataSource pool) {
      try (Connection connection = pool.getConnection()) {
        select(connection);
      }
    } else {
      select((Connection) resource);
    }
  }

  private static void select(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }
}
