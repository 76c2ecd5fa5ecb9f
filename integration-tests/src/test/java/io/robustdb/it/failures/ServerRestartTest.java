package io.robustdb.it.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.OwnPostgres;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A server recovers, shuts down, stops and starts, is full, and asks for another password. */
@ExtendWith(PostgresExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class ServerRestartTest {
  private static final String NAME = "restart";
  private static final String PASSWORD_ROLE = "must_give_its_password";
  private static final int SESSIONS = 20;

  private final Postgres postgres;
  private final OwnPostgres server;

  ServerRestartTest(Postgres postgres) {
    this.postgres = postgres;
    this.server = new OwnPostgres(SESSIONS, PASSWORD_ROLE);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @AfterAll
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void theServerKeepsNoSessionAndTheApplicationSeesItsOwnExceptions(Jdk jdk) {
    Result alone = play(Run.alone(NAME, jdk));
    Result guarded = play(Run.guarded(NAME, jdk));

    assertThat(Failures.of(guarded))
        .filteredOn(line -> !line.startsWith("server-limit"))
        .isEqualTo(
            Failures.of(alone).stream().filter(line -> !line.startsWith("server-limit")).toList())
        .anyMatch(line -> line.endsWith(" 28P01"))
        .anyMatch(line -> line.endsWith(" 57P03"))
        .anyMatch(line -> line.endsWith(" 57P01"))
        .anyMatch(line -> line.contains(" 08001"));
    assertThat(Failures.of(alone)).anyMatch(line -> line.endsWith(" 53300"));
    assertThat(Failures.of(guarded)).noneMatch(line -> line.endsWith(" 53300"));
    assertThat(Failures.suppressed(guarded)).allMatch(line -> line.endsWith(" 0"));
  }

  @Test
  void theSessionsAreThereWhereTheGuardIsOff() {
    play(Run.unguarded(NAME, Jdk.newest()));
  }

  private Result play(Run run) {
    List<String> twins =
        List.of(
            postgres.url(run.name() + "-twin"),
            postgres.user(),
            postgres.password(),
            server.url() + "?ApplicationName=" + RestartFaults.survivor(run.name()),
            server.user());
    Fault wrongPassword =
        new RoleFaults.WrongPassword(server::observer, server.url(), PASSWORD_ROLE);
    Fault limit = new RoleFaults.ServerLimit(server::observer, server.url(), SESSIONS);
    try (RunningJvm jvm = run.program(twins).start()) {
      StartUpRun startUps = new StartUpRun(jvm, run);
      startUps.play(wrongPassword, Form.METHOD);
      startUps.play(wrongPassword, Form.POOL);
      startUps.play(new RestartFaults.StartingUp(server), Form.METHOD);
      startUps.play(new RestartFaults.StartingUp(server), Form.POOL);
      startUps.play(new RestartFaults.ShuttingDown(server), Form.METHOD);
      startUps.play(new RestartFaults.ShuttingDown(server), Form.POOL);
      startUps.play(new RestartFaults.Stopped(server), Form.METHOD);
      startUps.play(new RestartFaults.Stopped(server), Form.POOL);
      startUps.play(limit, Form.METHOD);
      return startUps.end(server.observer());
    }
  }
}
