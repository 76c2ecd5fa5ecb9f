package io.robustdb.it.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.harness.SessionObserver;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A healthy server ends sessions, cancels checks, and refuses what a role may not do. */
@ExtendWith(PostgresExtension.class)
class ServerFailureTest {
  private static final String NAME = "server";

  private final Postgres postgres;

  ServerFailureTest(Postgres postgres) {
    this.postgres = postgres;
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jdks")
  void theServerKeepsNoSessionAndTheApplicationSeesItsOwnExceptions(Jdk jdk) {
    Result alone = play(Run.alone(NAME, jdk));
    Result guarded = play(Run.guarded(NAME, jdk));

    assertThat(Failures.of(guarded))
        .filteredOn(line -> !line.startsWith("role-limit"))
        .isEqualTo(
            Failures.of(alone).stream().filter(line -> !line.startsWith("role-limit")).toList())
        .anyMatch(line -> line.endsWith(" 57P01"))
        .anyMatch(line -> line.endsWith(" 57014"))
        .anyMatch(line -> line.endsWith(" 28000"))
        .anyMatch(line -> line.endsWith(" 42501"));
    assertThat(Failures.of(alone)).anyMatch(line -> line.endsWith(" 53300"));
    assertThat(Failures.of(guarded)).noneMatch(line -> line.endsWith(" 53300"));
    assertThat(Failures.suppressed(guarded)).allMatch(line -> line.endsWith(" 0"));
  }

  @Test
  void theSessionsAreThereWhereTheGuardIsOff() {
    play(Run.unguarded(NAME, Jdk.newest()));
  }

  private Result play(Run run) {
    Target target = Target.of(postgres.url(), postgres.user(), postgres.password());
    List<String> twins =
        List.of(postgres.url(run.name() + "-twin"), postgres.user(), postgres.password());
    try (SessionObserver observer =
            new SessionObserver(postgres.url(), postgres.user(), postgres.password());
        RunningJvm jvm = run.program(twins).start()) {
      StartUpRun startUps = new StartUpRun(jvm, run);
      startUps.play(new SessionFaults.Terminated(observer, target), Form.METHOD);
      startUps.play(new SessionFaults.Terminated(observer, target), Form.POOL);
      startUps.play(new SessionFaults.StatementTimeOut(observer, target), Form.METHOD);
      startUps.play(new SessionFaults.StatementTimeOut(observer, target), Form.LOOP);
      startUps.play(new SessionFaults.StatementTimeOut(observer, target), Form.POOL);
      startUps.play(new SessionFaults.QueryTimeOut(observer, target), Form.METHOD);
      startUps.play(new RoleFaults.NoLogin(observer, postgres.url()), Form.METHOD);
      startUps.play(new RoleFaults.NoLogin(observer, postgres.url()), Form.POOL);
      startUps.play(new RoleFaults.NoPermission(observer, postgres.url()), Form.METHOD);
      startUps.play(new RoleFaults.NoPermission(observer, postgres.url()), Form.LOOP);
      startUps.play(new RoleFaults.NoPermission(observer, postgres.url()), Form.POOL);
      startUps.play(new RoleFaults.RoleLimit(observer, postgres.url()), Form.METHOD);
      return startUps.end(observer);
    }
  }
}
