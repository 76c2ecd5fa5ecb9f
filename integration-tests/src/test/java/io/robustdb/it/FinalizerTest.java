package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Report;
import io.robustdb.it.harness.Result;
import io.robustdb.it.scenarios.guard.Finalizers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What only finalizers can reach is not lost yet: that of a pool closes what it has, as nobody else
 * can. That of a connection's own class is the driver's last net, and whoever needs it has lost it.
 */
@ExtendWith(PostgresExtension.class)
class FinalizerTest {
  private static final List<String> CASES = List.of("pool", "holder", "heedless", "driver");
  private static final String WITH_FINALIZER = "finalizing-postgresql-42.5.1";

  private final Postgres postgres;

  FinalizerTest(Postgres postgres) {
    this.postgres = postgres;
  }

  @ParameterizedTest
  @CsvSource({
    "false, early, '', 17",
    "false, early, '', 0",
    "false, at-end, '', 17",
    "false, early, guard=lost, 17",
    "true, early, '', 17",
    "true, at-end, '', 0",
    "true, early, guard=lost, 0"
  })
  void onlyWhatTheyLeaveOpenIsAFinding(boolean ofDriver, String when, String options, int jdk) {
    Result result =
        program(ofDriver, when)
            .jdk(jdk == 0 ? Jdk.newest() : Jdk.current())
            .agent(options)
            .run()
            .expectExit(0);

    assertThat(methods(result.report())).as("%s", result).containsOnly("heedless", "driver");
    assertThat(result.report().findings())
        .as("%s", result)
        .allMatch(found -> found.verdict().equals("abandoned"));
    if (when.equals("early")) {
      assertThat(result.report().findings())
          .as("%s", result)
          .noneMatch(found -> found.outcomes().containsKey("still-open"));
    }
  }

  @Test
  void whereNoneRunsAllAreLost() {
    Result result =
        program(false, "early")
            .jdk(Jdk.newest())
            .jvmArguments("--finalization=disabled")
            .agent("")
            .run()
            .expectExit(0);

    assertThat(methods(result.report())).as("%s", result).containsOnlyOnceElementsOf(CASES);
  }

  /** Whose word that nobody can use it any more is not the last one. */
  @Test
  void whatTheGuardOnlyObservesIsLeftToThem() {
    Result result =
        program("early", List.of("late-after-failed-check", "heedless-after-failed-check"))
            .agent("guard=observe")
            .run()
            .expectExit(0);

    assertThat(result.report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.verdict()).isEqualTo("after-failed-probe");
              assertThat(found.count()).isOne();
              assertThat(found.url()).contains("heedless");
            });
  }

  private static Stream<String> methods(Report report) {
    return report.findings().stream().map(Finding::site).map(Finding.Site::method);
  }

  /**
   * Of two finalizers either may be first. MyBatis does not even try to close what is closed, and
   * nothing tells it from what nobody has had.
   */
  private ChildJvm program(boolean ofDriver, String when) {
    return ofDriver
        ? program(WITH_FINALIZER, when, CASES.subList(1, CASES.size()))
        : program(when, CASES);
  }

  private ChildJvm program(String when, List<String> cases) {
    return program(Libraries.newest("postgresql"), when, cases);
  }

  private ChildJvm program(String driver, String when, List<String> cases) {
    return ChildJvm.running(Finalizers.class)
        .libraries(driver, Libraries.newest("mybatis"))
        .arguments(postgres.url("finalizers"), postgres.user(), postgres.password(), when)
        .arguments(cases.toArray(String[]::new));
  }
}
