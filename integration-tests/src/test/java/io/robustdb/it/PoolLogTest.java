package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.Sources;
import io.robustdb.it.scenarios.pools.Exhausted;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the log says of a pool that gives nothing. */
@ExtendWith(PostgresExtension.class)
class PoolLogTest {
  private static final String SAID = "gave no connection";

  private final Postgres postgres;

  PoolLogTest(Postgres postgres) {
    this.postgres = postgres;
  }

  @BeforeAll
  static void theAgentIsBuilt() {
    AgentJar.path();
  }

  static Stream<Subject> pools() {
    return Subject.pools().filter(subject -> subject.jdk().equals(Jdk.newest()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void whoHoldsTheConnectionsOfAnExhaustedPoolIsSaidOnceAndNothingOfAClosedOne(Subject subject) {
    Result result = run(subject);

    assertThat(result.stdout().lines().filter(line -> line.startsWith("failed")))
        .hasSizeBetween(2, 3); // one opens itself again when it is asked after its end
    assertThat(result.stderr())
        .as("%s", result)
        .containsOnlyOnce(SAID)
        .contains("gave no connection to thread main (")
        .contains("while all 3 that it is known to have were checked out")
        .contains(
            "  3 opened at "
                + Exhausted.class.getName()
                + ".hold(Exhausted.java:"
                + Sources.lineOf(Exhausted.class, "held")
                + "), the oldest is held for ")
        .contains("by thread holder-", ", last SQL SELECT ")
        .contains(".work(Exhausted.java:" + Sources.lineOf(Exhausted.class, "work") + ")")
        .containsPattern("thread holder-\\d now \\(WAITING\\)")
        .doesNotContain("hidden");
  }

  @Test
  void aPoolThatFailsThoughItHasConnectionsLeftIsNotSaidToBeExhausted() {
    Result result =
        new Programs(postgres)
            .steps("refused", "refused-checkout", "pause=2500")
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout()).contains("refused SQLFeatureNotSupportedException");
    assertThat(result.stderr()).doesNotContain(SAID);
  }

  @Test
  void aPoolWhoseServerGivesNoMoreIsNotSaidToBeExhausted() {
    Result result =
        new Programs(postgres)
            .steps("refused-by-server", "refused-by-server", "pause=2500")
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout()).contains("refused SQLTransientConnectionException");
    assertThat(result.stderr()).doesNotContain(SAID);
  }

  private Result run(Subject subject) {
    return ChildJvm.running(Exhausted.class)
        .libraries(Libraries.newest("postgresql"), subject.library())
        .arguments(
            postgres.url("log-" + subject), postgres.user(), postgres.password(), subject.product())
        .jdk(subject.jdk())
        .agent("")
        .run()
        .expectExit(0);
  }
}
