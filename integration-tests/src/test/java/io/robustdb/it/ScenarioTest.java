package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The scenarios without the agent: the clean ones leave nothing on the server, the leaking ones do.
 * What the matrix tests say of the agent rests on this.
 */
@ExtendWith(PostgresExtension.class)
class ScenarioTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Postgres postgres;
  private final Scenarios scenarios;

  ScenarioTest(Postgres postgres) {
    this.postgres = postgres;
    this.scenarios = new Scenarios(postgres);
  }

  static Stream<Subject> pools() {
    return Subject.pools();
  }

  static Stream<Subject> drivers() {
    return Subject.drivers();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aPoolLeavesSessionsOnlyWhereItLeaks(Subject subject) {
    String application = "plain-" + subject;
    try (RunningJvm jvm =
        scenarios.pool(subject, application, "clean", "leak-pool", "leak-checkout").start()) {
      jvm.awaitLine("ready leak-checkout");
      assertThat(postgres.sessions(application)).isPositive();
      jvm.writeLine("go on");
      ended(jvm.awaitExit());
    }
    postgres.awaitSessions(application, 0, SOON);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aPoolWellUsedLeavesNoSession(Subject subject) {
    String application = "plain-clean-" + subject;
    try (RunningJvm jvm = scenarios.pool(subject, application, "clean").start()) {
      jvm.awaitLine("ready clean");
      postgres.awaitSessions(application, 0, SOON);
      jvm.writeLine("go on");
      ended(jvm.awaitExit());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void aDriverRunsCleanly(Subject subject) {
    ended(scenarios.driver(subject, "plain-" + subject, "clean").run());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void aDriverLeaks(Subject subject) {
    String application = "plain-leak-" + subject;
    try (RunningJvm jvm = scenarios.driver(subject, application, "leak").start()) {
      jvm.awaitLine("ready");
      if (subject.product().equals("postgresql")) {
        assertThat(postgres.sessions(application)).isEqualTo(4);
      }
      jvm.writeLine("go on");
      ended(jvm.awaitExit());
    }
  }

  private static void ended(Result result) {
    assertThat(result.expectExit(0).stdout()).contains("bye");
  }
}
