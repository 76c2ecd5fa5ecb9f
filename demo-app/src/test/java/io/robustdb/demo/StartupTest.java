package io.robustdb.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each test is a user of its own at the server, so that none counts another one's sessions. */
class StartupTest {
  private static final int FAILED_ATTEMPTS = Retries.MAX_ATTEMPTS - 1;

  private static DemoDatabase database;
  private static SessionCount sessions;

  @BeforeAll
  static void startDatabase() throws IOException, SQLException {
    database = DemoDatabase.start();
    sessions = SessionCount.open(database.url("test-admin"));
  }

  @AfterAll
  static void stopDatabase() throws IOException, SQLException {
    sessions.close();
    database.close();
  }

  @Test
  void theBuggyConnectionStartupLeavesOneSessionPerFailedCheck() throws Exception {
    String user = "buggy-connection";
    try (Migration migration = running()) {
      String url = database.url(user);
      try (Connection good = new BuggyConnectionStartup(url, endingInTime(migration)).connect()) {
        HealthCheck.run(good);
        assertThat(sessions.settled(user)).isEqualTo(FAILED_ATTEMPTS + 1);
      }
    }
    assertThat(sessions.settled(user)).isEqualTo(FAILED_ATTEMPTS);
  }

  @Test
  void theFixedConnectionStartupLeavesTheGoodSessionOnly() throws Exception {
    String user = "fixed-connection";
    try (Migration migration = running()) {
      String url = database.url(user);
      try (Connection good = new FixedConnectionStartup(url, endingInTime(migration)).connect()) {
        HealthCheck.run(good);
        assertThat(sessions.settled(user)).isEqualTo(1);
      }
    }
    assertThat(sessions.settled(user)).isZero();
  }

  @Test
  void theBuggyPoolStartupLeavesOneWholePoolPerFailedCheck() throws Exception {
    String user = "buggy-pool";
    try (Migration migration = running()) {
      String url = database.url(user);
      try (HikariDataSource good = new BuggyPoolStartup(url, endingInTime(migration)).open()) {
        assertThat(good.isRunning()).isTrue();
      }
    }
    assertThat(sessions.settled(user)).isEqualTo(FAILED_ATTEMPTS * PoolStartup.POOL_SIZE);
  }

  @Test
  void theFixedPoolStartupLeavesTheGoodPoolOnly() throws Exception {
    String user = "fixed-pool";
    try (Migration migration = running()) {
      String url = database.url(user);
      try (HikariDataSource good = new FixedPoolStartup(url, endingInTime(migration)).open()) {
        assertThat(good.isRunning()).isTrue();
        assertThat(sessions.settled(user)).isBetween(1, PoolStartup.POOL_SIZE);
      }
    }
    assertThat(sessions.settled(user)).isZero();
  }

  @Test
  void theFixedStartupsLeaveNothingWhenTheLastAttemptFailsToo() throws Exception {
    String user = "fixed-without-success";
    Retries retries = new Retries((attempt, failure) -> {});
    try (Migration migration = running()) {
      assertFailsByTimeout(new FixedConnectionStartup(database.url(user), retries)::connect);
      assertFailsByTimeout(new FixedPoolStartup(database.url(user), retries)::open);
      migration.finish();
    }
    assertThat(sessions.settled(user)).isZero();
  }

  private static Migration running() throws SQLException {
    Migration migration = Migration.open(database.url("test-migration"));
    migration.begin();
    return migration;
  }

  private static Retries endingInTime(Migration migration) {
    return new Retries(
        (attempt, failure) -> {
          if (attempt == FAILED_ATTEMPTS) {
            migration.finish();
          }
        });
  }

  private static void assertFailsByTimeout(ThrowingCallable startup) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(startup)
        .satisfies(failure -> assertThat(failure.getSQLState()).isEqualTo("57014"));
  }
}
