package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.scenarios.HoldSession;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The harness itself, without the agent: what the other tests rely on. */
@ExtendWith(PostgresExtension.class)
class HarnessTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Postgres postgres;

  HarnessTest(Postgres postgres) {
    this.postgres = postgres;
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @Test
  void theServerCountsSessionsByApplicationName() throws SQLException {
    try (Connection first = connect("harness-counted");
        Connection second = connect("harness-counted");
        Connection other = connect("harness-other")) {
      assertThat(postgres.sessions("harness-counted")).isEqualTo(2);
      assertThat(List.of(first, second, other)).doesNotHaveDuplicates();
    }
    postgres.awaitSessions("harness-counted", 0, SOON);
  }

  @Test
  void theServerTerminatesSessions() throws SQLException {
    try (Connection connection = connect("harness-terminated")) {
      assertThat(postgres.terminate("harness-terminated")).isEqualTo(1);
      postgres.awaitSessions("harness-terminated", 0, SOON);
      assertThat(connection.isValid(1)).isFalse();
    }
  }

  @Test
  void waitingForSessionsThatNeverComeFailsWithTheNumberSeen() {
    assertThatThrownBy(() -> postgres.awaitSessions("harness-nobody", 1, Duration.ofMillis(100)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("last seen: 0");
  }

  @Test
  void theRunningJdkIsAmongThoseToTestOn() {
    assertThat(Jdk.all()).contains(Jdk.current()).last().isEqualTo(Jdk.newest());
    assertThat(Jdk.all()).extracting(Jdk::feature).doesNotHaveDuplicates().isSorted();
    assertThat(Jdk.all()).allSatisfy(jdk -> assertThat(jdk.javac()).isExecutable());
  }

  @Test
  void everyCopiedLibraryHasJars() {
    assertThat(Libraries.all())
        .hasSizeGreaterThanOrEqualTo(16)
        .allSatisfy(name -> assertThat(Libraries.jars(name)).isNotEmpty());
  }

  @Test
  void theNewestVersionIsThatOfTheHighestNumber() {
    assertThat(Libraries.newest("postgresql")).startsWith("postgresql-42.7.");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void aChildJvmOpensASessionThatTheServerSees(Jdk jdk) {
    String application = "harness-child-" + jdk.feature();
    try (RunningJvm jvm = holding(application).jdk(jdk).start()) {
      jvm.awaitLine("ready true");
      assertThat(postgres.sessions(application)).isEqualTo(1);
      jvm.writeLine("go on");
      Result result = jvm.awaitExit().expectExit(0);
      assertThat(result.stdout()).endsWith("closed");
    }
    postgres.awaitSessions(application, 0, SOON);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void aTerminatedJvmEndsWithTheSignalsStatus(Jdk jdk) {
    try (RunningJvm jvm = holding("harness-sigterm").jdk(jdk).start()) {
      jvm.awaitLine("ready");
      jvm.sigterm();
      jvm.awaitExit().expectExit(143);
    }
  }

  @Test
  void aKilledJvmEndsWithTheSignalsStatus() {
    try (RunningJvm jvm = holding("harness-sigkill").start()) {
      jvm.awaitLine("ready");
      jvm.sigkill();
      jvm.awaitExit().expectExit(137);
    }
  }

  @Test
  void aJvmThatTakesTooLongIsKilledAndItsThreadsAreShown() {
    try (RunningJvm jvm = holding("harness-timeout").timeout(Duration.ofSeconds(4)).start()) {
      jvm.awaitLine("ready");
      assertThatThrownBy(jvm::awaitExit)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("ran for PT4S without an end")
          .hasMessageContaining("Full thread dump")
          .hasMessageContaining("HoldSession.main");
    }
    postgres.awaitSessions("harness-timeout", 0, SOON);
  }

  @Test
  void aJvmThatEndsBeforeTheAwaitedLineFailsWithItsOutput() {
    try (RunningJvm jvm = ChildJvm.running("no.such.Main").start()) {
      assertThatThrownBy(() -> jvm.awaitLine("ready"))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("ended with 1")
          .hasMessageContaining("no.such.Main");
    }
  }

  @Test
  void closingAHandleKillsItsJvm() {
    RunningJvm jvm = holding("harness-closed").start();
    jvm.awaitLine("ready");
    jvm.close();
    postgres.awaitSessions("harness-closed", 0, SOON);
  }

  private ChildJvm holding(String application) {
    return ChildJvm.running(HoldSession.class)
        .arguments(postgres.url(application), postgres.user(), postgres.password());
  }

  private Connection connect(String application) throws SQLException {
    return DriverManager.getConnection(
        postgres.url(application), postgres.user(), postgres.password());
  }
}
