package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Report;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a JVM ends, the report comes last and the application's status stays its own. */
@ExtendWith(PostgresExtension.class)
class EndingTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Postgres postgres;
  private final Programs programs;

  EndingTest(Postgres postgres) {
    this.postgres = postgres;
    this.programs = new Programs(postgres);
  }

  static Stream<Arguments> ends() {
    return Jdk.all().stream()
        .flatMap(
            jdk ->
                Stream.of(
                    Arguments.of(jdk, "pause=1", 0),
                    Arguments.of(jdk, "exit=3", 3),
                    Arguments.of(jdk, "throw", 1)));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void whatIsOpenIsToldAndTheServerSeesAsMany(Jdk jdk, String end, int status) {
    String application = "ending-" + jdk.feature() + "-" + status;
    try (RunningJvm jvm = leaking(application, "wait", end).jdk(jdk).agent("").start()) {
      jvm.awaitLine("done pool");
      int sessions = postgres.sessions(application);
      jvm.writeLine("go on");
      Result result = jvm.awaitExit().expectExit(status);

      Report report = result.report();
      assertThat(report.complete()).isTrue();
      assertThat(sessionsIn(report)).as("%s", result).isEqualTo(sessions);
      assertThat(result.stderr()).contains("robustdb: 2 findings, 2 resources not closed");
    }
  }

  @ParameterizedTest
  @MethodSource("ends")
  void nothingOpenIsOneLine(Jdk jdk, String end, int status) {
    String application = "ending-clean-" + jdk.feature() + "-" + status;
    Result result =
        programs
            .steps(application, "connect-and-close", "pool-closed-in-slow-hook", end)
            .jdk(jdk)
            .agent("")
            .run()
            .expectExit(status);

    assertThat(result.report().findings()).as("%s", result).isEmpty();
    assertThat(ofAgent(result)).singleElement().asString().startsWith("robustdb: no leaks (");
    postgres.awaitSessions(application, 0, SOON);
  }

  @Test
  void aTerminatedJvmReports() {
    try (RunningJvm jvm = leaking("ending-sigterm", "wait").agent("").start()) {
      jvm.awaitLine("done pool");
      jvm.sigterm();
      Result result = jvm.awaitExit().expectExit(143);

      assertThat(result.report().complete()).isTrue();
      assertThat(result.report().findings()).hasSize(2);
    }
  }

  @Test
  void aKilledJvmLeavesAReportThatSaysItIsIncomplete() {
    try (RunningJvm jvm = leaking("ending-sigkill", "wait").agent("").start()) {
      jvm.awaitLine("done pool");
      jvm.sigkill();
      Result result = jvm.awaitExit().expectExit(137);

      assertThat(result.report().complete()).isFalse();
      assertThat(result.report().limits()).isNotEmpty();
    }
  }

  @Test
  void aHaltedJvmLeavesAReportThatSaysItIsIncomplete() {
    Result result = leaking("ending-halt", "halt=4").agent("").run().expectExit(4);

    assertThat(result.report().complete()).isFalse();
  }

  @Test
  void aHookThatExitsHangsTheJvmAndAnInterimReportComes() {
    try (RunningJvm jvm = leaking("ending-hook", "exit-in-hook").agent("").start()) {
      jvm.awaitLine("done exit-in-hook");
      await(() -> jvm.stderr().contains("interim report"));
      jvm.sigkill();
      Result result = jvm.awaitExit().expectExit(137);

      assertThat(result.report().complete()).isFalse();
      assertThat(result.report().findings()).hasSize(2);
      assertThat(result.stderr()).contains("does one of them call System.exit?");
    }
  }

  /** Whoever has read the first one must not take it for the last word. */
  @Test
  void theFinalReportSaysThatItSupersedesTheInterimOne() {
    Result result = leaking("ending-slow", "slow-hook=13000").agent("").run().expectExit(0);

    assertThat(result.report().complete()).isTrue();
    String superseded = "the interim report is superseded by this:\nrobustdb: 2 findings";
    assertThat(result.stderr().replace("\r", "")).contains("interim report").contains(superseded);
    assertThat(leaking("ending-quick", "slow-hook=1").agent("").run().expectExit(0).stderr())
        .doesNotContain("superseded");
  }

  @Test
  void theReportComesThoughTheApplicationTookStderrAway() {
    for (String step : List.of("replace-stderr", "close-stderr")) {
      Result result = leaking("ending-stderr", step).agent("").run().expectExit(0);

      assertThat(result.report().findings()).hasSize(2);
      if (step.equals("replace-stderr")) {
        assertThat(result.stderr()).contains("robustdb: 2 findings");
      }
    }
  }

  @Test
  void theFindingsStandInTheTextFileToo() throws Exception {
    Result result = leaking("ending-text").agent("format=text:json").run().expectExit(0);

    try (Stream<Path> files = Files.list(result.reportFolder())) {
      List<Path> texts = files.filter(file -> file.toString().endsWith(".txt")).toList();
      assertThat(texts).hasSize(1);
      assertThat(texts.get(0)).content().startsWith("robustdb: 2 findings");
    }
  }

  private ChildJvm leaking(String application, String... steps) {
    String[] all = new String[steps.length + 2];
    all[0] = "connect";
    all[1] = "pool";
    System.arraycopy(steps, 0, all, 2, steps.length);
    return programs.steps(application, all);
  }

  /** A connection is a session, a pool as many as it holds. */
  private static int sessionsIn(Report report) {
    int sessions = 0;
    for (Finding found : report.findings()) {
      Integer holds = found.holds();
      sessions += found.resource().equals("pool") && holds != null ? holds : found.count();
    }
    return sessions;
  }

  private static List<String> ofAgent(Result result) {
    return result.stderr().lines().filter(line -> line.startsWith("robustdb:")).toList();
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(40).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time").isLessThan(end);
      Thread.onSpinWait();
    }
  }
}
