package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.scenarios.guard.StartUps;
import io.robustdb.it.scenarios.steps.Steps;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a recording of the JDK's Flight Recorder holds of us, by the JDK's own tool. */
@ExtendWith(PostgresExtension.class)
class FlightRecorderTest {
  private static final String CONNECTIONS = Steps.class.getPackageName() + ".Connections";

  /** In which the agent sees that somebody records. */
  private static final long SEEN_MILLIS = 3_000;

  @TempDir Path folder;

  private final Postgres postgres;
  private final Programs programs;

  FlightRecorderTest(Postgres postgres) {
    this.postgres = postgres;
    this.programs = new Programs(postgres);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void openingsAndLeaksAreRecorded(Jdk jdk) throws Exception {
    Result result =
        recorded(programs.steps("flight", "connect", "checkout", "drop", "collect", "pause=1500"))
            .jdk(jdk)
            .agent("")
            .run()
            .expectExit(0);

    assertThat(events(jdk, "Open"))
        .hasSizeGreaterThanOrEqualTo(4)
        .anySatisfy(
            event ->
                assertThat(event)
                    .contains("resource = \"connection\"", "session = \"" + session(result) + "\"")
                    .contains("url = \"jdbc:postgresql:", "eventThread = \"main\"")
                    .contains(CONNECTIONS + ".connect()"))
        .anySatisfy(event -> assertThat(event).contains("resource = \"pool\""))
        .allSatisfy(event -> assertThat(event).doesNotContain("password=" + postgres.password()));
    assertThat(events(jdk, "Checkout")).isEmpty();
    assertThat(events(jdk, "Leak"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event)
                    .contains("verdict = \"abandoned\"", "openedBy = \"main\"")
                    .contains(CONNECTIONS + ".drop(Connections.java:"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void checkoutsAreRecordedWhereTheyAreAskedFor(Jdk jdk) throws Exception {
    programs
        .steps("flight-checkouts", "checkout")
        .jvmArguments(
            "-XX:StartFlightRecording=filename=" + file() + ",+robustdb.Checkout#enabled=true")
        .jdk(jdk)
        .agent("")
        .run()
        .expectExit(0);

    assertThat(events(jdk, "Checkout"))
        .hasSize(2)
        .allSatisfy(
            event -> assertThat(event).contains("pool = \"the-pool\"", "Pools.", ".checkout()"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void failedChecksAndWhatTheGuardClosesAreRecorded(Jdk jdk) throws Exception {
    recorded(
            ChildJvm.running(StartUps.class)
                .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
                .arguments(
                    postgres.url("flight-guard"),
                    postgres.user(),
                    postgres.password(),
                    "leaks",
                    "leaves-the-method"))
        .jdk(jdk)
        .agent("")
        .run()
        .expectExit(0);

    assertThat(events(jdk, "ProbeFailed"))
        .isNotEmpty()
        .allSatisfy(
            event ->
                assertThat(event)
                    .contains("resource = \"connection\"", "error = \"org.postgresql.util.PSQL")
                    .containsPattern("sqlState = \"\\w{5}\"")
                    .containsPattern(
                        "stackTrace = \\[[^]]*io\\.robustdb\\.it\\.scenarios\\.guard\\."));
    assertThat(events(jdk, "GuardClose"))
        .hasSameSizeAs(events(jdk, "ProbeFailed"))
        .allSatisfy(event -> assertThat(event).contains("site = \"io.robustdb.it.scenarios.guard"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aRecordingThatBeginsLaterIsNoticed(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs
            .steps("flight-later", "connect", "wait", "connect-elsewhere")
            .jdk(jdk)
            .agent("")
            .start()) {
      jvm.awaitLine("done connect");
      tool(
          jdk,
          "jcmd",
          Long.toString(jvm.pid()),
          "JFR.start",
          "dumponexit=true",
          "filename=" + file());
      Thread.sleep(SEEN_MILLIS);
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }

    assertThat(events(jdk, "Open"))
        .singleElement()
        .satisfies(event -> assertThat(event).contains(".connectElsewhere()"));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nothingOfItIsLoadedWhileNobodyRecords(Jdk jdk) {
    Result result =
        programs
            .steps("no-flight", "connect", "drop", "collect", "pause=1500")
            .jvmArguments("-Xlog:class+load")
            .jdk(jdk)
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout())
        .contains("io.robustdb.live.LongHolds")
        .doesNotContain("jdk.jfr.internal.JVM ", "io.robustdb.live.OpenEvent");
  }

  private ChildJvm recorded(ChildJvm program) {
    return program.jvmArguments("-XX:StartFlightRecording=filename=" + file());
  }

  private Path file() {
    return folder.resolve("recording.jfr");
  }

  private static String session(Result result) {
    return result
        .stdout()
        .lines()
        .filter(line -> line.startsWith("session "))
        .findFirst()
        .orElseThrow()
        .substring("session ".length());
  }

  private List<String> events(Jdk jdk, String name) throws IOException, InterruptedException {
    String printed =
        tool(
            jdk,
            "jfr",
            "print",
            "--stack-depth",
            "64",
            "--events",
            "robustdb." + name,
            file().toString());
    return Stream.of(printed.split("(?=robustdb\\." + name + " \\{)"))
        .filter(event -> event.startsWith("robustdb."))
        .toList();
  }

  private static String tool(Jdk jdk, String name, String... arguments)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(jdk.home().resolve("bin").resolve(name).toString());
    builder.command().addAll(List.of(arguments));
    Process process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
