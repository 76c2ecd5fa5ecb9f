package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Report;
import io.robustdb.it.harness.Result;
import io.robustdb.it.scenarios.ManyConnections;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an application does in hard times it does with the agent, too. */
@ExtendWith(PostgresExtension.class)
class RobustnessTest {
  private final Programs programs;

  RobustnessTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aFullStackIsNoOtherWithTheAgent(Jdk jdk) {
    Result without = deep(jdk).run().expectExit(0);
    Result with = deep(jdk).agent("gate=fail,fail-on=all").run().expectExit(0);

    assertThat(with.stdout()).isEqualTo(without.stdout()).contains("stack full");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anInterruptIsKept(Jdk jdk) {
    Result with =
        programs.steps("robust", "connect-interrupted").jdk(jdk).agent("").run().expectExit(0);

    assertThat(with.stdout()).contains("interrupted true");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aFullHeapIsNoOtherWithTheAgent(Jdk jdk) {
    Result without = full(jdk).run().expectExit(0);
    Result with = full(jdk).agent("").run().expectExit(0);

    assertThat(with.stdout()).isEqualTo(without.stdout()).contains("heap full");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void tenThousandOpenConnectionsAreOneFinding(Jdk jdk) {
    Result result =
        ChildJvm.running(ManyConnections.class)
            .jdk(jdk)
            .libraries(Libraries.newest("h2"))
            .arguments("10000")
            .agent("")
            .run()
            .expectExit(0);

    Report report = result.report();
    assertThat(report.findings())
        .singleElement()
        .satisfies(found -> assertThat(found.count()).isEqualTo(10_000));
    assertThat(report.totals().open()).containsEntry("connection", 10_000L);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theConnectionBehindAHomeMadeProxyIsTheOneThatLeaks(Jdk jdk) {
    Result result = leaking(jdk, "home-made-data-source");

    assertThat(result.report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(found -> assertThat(found.count()).isEqualTo(1));
    assertThat(result.report().totals().open()).containsEntry("connection", 1L);
  }

  /** The JDK's own loader has no class of anybody else's, but for such proxies. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aHandleThatIsMadeInTheLoaderOfJdbcItselfIsSeenToBeClosed(Jdk jdk) {
    Result result = leaking(jdk, "proxies-of-jdbc-loader");

    assertThat(result.report().findings())
        .as("%s", result)
        .filteredOn(found -> found.resource().equals("checkout"))
        .singleElement()
        .satisfies(found -> assertThat(found.count()).isEqualTo(1));
    assertThat(result.report().totals().open()).containsEntry("checkout", 1L);
  }

  /** What has given a statement stands for a connection, though all that was asked has failed. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aLostHandleOfUnknownOriginIsToldWhereThereIsSomethingBehindIt(Jdk jdk) {
    for (String options : List.of("", "statements=on")) {
      Result result =
          programs.steps("robust", "home-made-stock").jdk(jdk).agent(options).run().expectExit(0);

      assertThat(result.report().findings())
          .as("%s", result)
          .filteredOn(found -> found.resource().equals("checkout"))
          .extracting(found -> found.verdict() + " in " + found.site().method())
          .containsExactlyInAnyOrder("after-failed-probe in failOn", "abandoned in homeMadeStock");
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aConnectionThatBearsNoLookAtItIsFollowedAllTheSame(Jdk jdk) {
    Result result = leaking(jdk, "hostile-driver");

    assertThat(result.stdout()).contains("not closed: hostile close");
    assertThat(result.stderr()).doesNotContain("IllegalStateException");
    assertThat(result.report().complete()).isTrue();
    assertThat(result.report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(found -> assertThat(found.count()).isEqualTo(1));
    assertThat(result.report().totals().open()).containsEntry("connection", 1L);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aThreadThatGoesOnOpeningDoesNotDisturbTheEnd(Jdk jdk) {
    Result result = leaking(jdk, "open-while-ending");

    assertThat(result.report().complete()).isTrue();
    assertThat(result.report().totals().open().getOrDefault("connection", 0L))
        .as("%s", result)
        .isLessThanOrEqualTo(1);
    assertThat(result.stderr()).doesNotContain("Exception");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aClassFileThatIsTooNewIsLeftAloneAndSaid(Jdk jdk) {
    Result result = leaking(jdk, "class-of-the-future", "connect-and-close");

    assertThat(result.stdout()).contains("refused");
    assertThat(result.report().findings()).isEmpty();
    assertThat(result.report().limits())
        .as("%s", result)
        .anySatisfy(limit -> assertThat(limit).contains("HomeMadeDataSource"));
  }

  private Result leaking(Jdk jdk, String... steps) {
    return programs.steps("robust", steps).jdk(jdk).agent("").run().expectExit(0);
  }

  private ChildJvm deep(Jdk jdk) {
    return programs.steps("robust", "connect-deep", "connect-deep").jdk(jdk);
  }

  private ChildJvm full(Jdk jdk) {
    return programs
        .steps("robust", "connect-and-close", "fill-heap", "connect-and-close")
        .jdk(jdk)
        .jvmArguments("-Xmx64m");
  }
}
