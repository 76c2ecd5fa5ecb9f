package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.scenarios.pools.PoolStartUps;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pools of every kind, whose first check fails: closed where they are lost, and only there. */
@ExtendWith(PostgresExtension.class)
class GuardPoolTest {
  private static final int SESSIONS_OF_ONE_POOL = 3;

  private final Postgres postgres;

  GuardPoolTest(Postgres postgres) {
    this.postgres = postgres;
  }

  static Stream<Subject> pools() {
    return Subject.pools();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aPoolThatIsLostIsClosedWithAllItsSessions(Subject subject) {
    Result result =
        startUps(subject, "lost", "leaves-the-method", "caught-in-the-loop").agent("").run();

    result.expectExit(0);
    assertThat(numbers(result, "sessions leaves-the-method "))
        .as("%s", result)
        .containsExactly(0, 0, 0);
    assertThat(numbers(result, "sessions caught-in-the-loop "))
        .as("%s", result)
        .hasSize(3)
        .allMatch(sessions -> sessions <= SESSIONS_OF_ONE_POOL);
    assertThat(result.stdout()).doesNotContain("did not fail").doesNotContain("suppressed 1");
  }

  /** Its connections, and pools inside it, go with it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aPoolThatIsLostIsClosedOnceAndAsAWhole(Subject subject) {
    Result result = startUps(subject, "whole", "leaves-the-method").agent("log=info").run();

    assertThat(result.expectExit(0).stderr().lines().filter(line -> line.contains("guard closed")))
        .as("%s", result)
        .hasSize(3)
        .allMatch(line -> line.endsWith("guard closed a pool"));
  }

  /** Initial SQL, or the query that tests a connection, fails in the pool's own code. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aPoolThatCannotSetItsConnectionsUpLeavesNoSession(Subject subject) {
    Result without = startUps(subject, "alone", "set-up-fails").run().expectExit(0);
    Result with = startUps(subject, "lost", "set-up-fails").agent("").run().expectExit(0);

    assertThat(numbers(with, "sessions set-up-fails ")).as("%s", with).containsExactly(0, 0, 0);
    assertThat(with.stdout()).doesNotContain("did not fail");
    assertThat(lines(with, "set-up-fails ")).isEqualTo(lines(without, "set-up-fails "));
  }

  /** Some close with them what they have given out, and some do not lead to their pool. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aPoolWhoseCheckoutSomebodyHasIsLeftAlone(Subject subject) {
    Result without = startUps(subject, "alone", "checkout-kept").run().expectExit(0);
    Result with = startUps(subject, "watched", "checkout-kept").agent("").run().expectExit(0);

    assertThat(with.stdout())
        .as("%s", with)
        .isEqualTo(without.stdout())
        .contains("checkout-kept works");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aPoolThatSomebodyHasIsLeftAlone(Subject subject) {
    String[] modes = {"recovers", "registry", "business"};
    Result without = startUps(subject, "alone", modes).run().expectExit(0);
    Result with = startUps(subject, "watched", modes).agent("").run().expectExit(0);

    assertThat(with.stdout()).isEqualTo(without.stdout()).contains("business works");
    assertThat(with.report().totals().closedByGuard()).containsEntry("pool", 0L);
    assertThat(with.report().findings()).as("%s", with).isEmpty();
  }

  private ChildJvm startUps(Subject subject, String application, String... modes) {
    return ChildJvm.running(PoolStartUps.class)
        .libraries(Libraries.newest("postgresql"), subject.library())
        .arguments(
            subject.product(),
            postgres.url(application + "-" + subject),
            postgres.user(),
            postgres.password())
        .arguments(modes)
        .jdk(subject.jdk());
  }

  private static List<Integer> numbers(Result result, String prefix) {
    return lines(result, prefix).stream()
        .map(line -> Integer.valueOf(line.substring(prefix.length())))
        .toList();
  }

  private static List<String> lines(Result result, String prefix) {
    return result.stdout().lines().filter(line -> line.startsWith(prefix)).toList();
  }
}
