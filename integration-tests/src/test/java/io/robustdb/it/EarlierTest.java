package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.scenarios.drivers.FiredTrigger;
import io.robustdb.it.scenarios.pools.InUse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What was open before the agent came to a running JVM. */
@ExtendWith(PostgresExtension.class)
class EarlierTest {
  private final Postgres postgres;

  EarlierTest(Postgres postgres) {
    this.postgres = postgres;
  }

  static Stream<Subject> pools() {
    return Subject.pools().filter(subject -> subject.jdk().equals(Jdk.newest()));
  }

  /** One checkout is held, another one was given back. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void whatAPoolHasGivenOutIsKnownUntilItComesBack(Subject subject) {
    try (RunningJvm jvm = start(subject)) {
      jvm.awaitLine("ready");
      command("attach", jvm);

      assertThat(command("watch", jvm, "--times=1"))
          .contains("1 checkout, 1 pool open", "checkout", ">", "(before robustdb came)");
      assertThat(command("snapshot", jvm))
          .contains("1 checkout open [still open]", "opened before robustdb came")
          .contains("by        a thread that is not known")
          .contains("is known only where a thread or a static field leads to it")
          .doesNotContain("2 checkouts", "fix ");
      jvm.writeLine("");
      jvm.awaitLine("returned");
      assertThat(command("watch", jvm, "--times=1"))
          .contains("1 pool open")
          .doesNotContain("checkout");
      command("detach", jvm);
      command("attach", jvm);
      assertThat(command("watch", jvm, "--times=1"))
          .contains("1 pool open")
          .doesNotContain("checkout");
      jvm.writeLine("");
      jvm.awaitLine("closed");
      assertThat(command("watch", jvm, "--times=1")).doesNotContain("pool open", "checkout");
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stderr())
          .contains("robustdb: no leaks")
          .doesNotContain("Exception");
    }
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatOnlyAVariableHasIsKnownWhenItIsUsed(Jdk jdk) {
    try (RunningJvm jvm =
        new Programs(postgres)
            .steps("earlier-variable", "connect-and-use-later", "wait")
            .jdk(jdk)
            .start()) {
      jvm.awaitLine("session ");
      command("attach", jvm);
      assertThat(command("watch", jvm, "--times=1")).contains("nothing is open");

      jvm.writeLine("");
      jvm.awaitLine("used");
      assertThat(command("snapshot", jvm))
          .contains("1 connection open [still open]", "opened before robustdb came")
          .contains("last SQL  SELECT 1");
      jvm.writeLine("");
      jvm.awaitLine("done connect-and-use-later");
      assertThat(command("watch", jvm, "--times=1")).contains("nothing is open");
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  /** It is not the application's to close. */
  @Test
  void whatADatabaseInTheJvmGivesToItsTriggersIsNotTakenForTheApplications() {
    try (RunningJvm jvm =
        ChildJvm.running(FiredTrigger.class).libraries(Libraries.newest("h2")).start()) {
      jvm.awaitLine("ready");
      command("attach", jvm);
      jvm.writeLine("");
      jvm.awaitLine("fired");

      assertThat(command("watch", jvm, "--times=1")).contains(": 1 connection open");
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  private RunningJvm start(Subject subject) {
    return ChildJvm.running(InUse.class)
        .libraries(Libraries.newest("postgresql"), subject.library())
        .arguments(
            postgres.url("earlier-" + subject),
            postgres.user(),
            postgres.password(),
            subject.product())
        .jdk(subject.jdk())
        .start();
  }

  private static String command(String word, RunningJvm jvm, String... more) {
    return ChildJvm.runningJar(AgentJar.path())
        .arguments(word, Long.toString(jvm.pid()))
        .arguments(more)
        .run()
        .expectExit(0)
        .stdout();
  }
}
