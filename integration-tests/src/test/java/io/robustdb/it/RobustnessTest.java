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
