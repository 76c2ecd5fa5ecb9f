package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Beside another agent that weaves the same classes, before it and behind it. */
@ExtendWith(PostgresExtension.class)
class NeighbourAgentTest {
  private static final String[] STEPS = {
    "connect-and-close", "pool-and-close", "failed-query", "checkout-of-closed-pool", "proxy"
  };

  private final Programs programs;

  NeighbourAgentTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  static Stream<Arguments> neighbours() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of("jacoco", "opentelemetry-javaagent")
                    .flatMap(
                        neighbour ->
                            Stream.of(
                                Arguments.of(jdk, neighbour, true),
                                Arguments.of(jdk, neighbour, false))));
  }

  @ParameterizedTest(name = "{1} on {0}, first: {2}")
  @MethodSource("neighbours")
  void itSeesTheSame(Jdk jdk, String neighbour, boolean first) {
    Result alone = jvm(jdk).agent("").run().expectExit(0);
    String option = "-javaagent:" + Libraries.jars(Libraries.newest(neighbour)).get(0);
    ChildJvm jvm = jvm(jdk).agent("");
    Result beside =
        (first ? jvm.firstJvmArguments(option) : jvm.jvmArguments(option)).run().expectExit(0);

    assertThat(fingerprints(beside)).as("%s", beside).isEqualTo(fingerprints(alone)).hasSize(3);
    // how many connections a pool keeps in stock is a matter of time
    for (String kind : List.of("checkout", "pool")) {
      assertThat(beside.report().totals().opened().get(kind))
          .isEqualTo(alone.report().totals().opened().get(kind));
    }
    assertThat(beside.report().limits()).isEqualTo(alone.report().limits());
    assertThat(beside.stdout()).isEqualTo(alone.stdout());
  }

  private ChildJvm jvm(Jdk jdk) {
    return programs
        .steps("neighbour", STEPS)
        .jdk(jdk)
        .timeout(Duration.ofMinutes(2))
        .environment("OTEL_TRACES_EXPORTER", "none")
        .environment("OTEL_METRICS_EXPORTER", "none")
        .environment("OTEL_LOGS_EXPORTER", "none");
  }

  private static List<String> fingerprints(Result result) {
    return result.report().findings().stream()
        .map(found -> found.fingerprint() + " " + found.verdict() + " " + found.outcomes())
        .sorted()
        .toList();
  }
}
