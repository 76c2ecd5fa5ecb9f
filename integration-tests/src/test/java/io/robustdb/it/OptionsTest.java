package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.scenarios.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of every kind and from every place, right and wrong. */
@ExtendWith(PostgresExtension.class)
class OptionsTest {
  private final Programs programs;

  OptionsTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gaet=fail              | there is no option 'gaet' (did you mean 'gate'?)
          gate=fial              | option 'gate' cannot be 'fial' (did you mean 'fail'?
          gate                   | option 'gate' has no value
          fail-on=abandond       | option 'fail-on' cannot hold 'abandond' (did you mean 'abandoned'?
          held-too-long=30       | option 'held-too-long' cannot be '30' (it is a duration
          exit-code=0            | option 'exit-code' cannot be '0' (it is a whole number from 1 to 255)
          exit-code=seven        | option 'exit-code' cannot be 'seven'
          stack-depth=-1         | option 'stack-depth' cannot be '-1'
          probe=(                | option 'probe' cannot be '(' (it is a regular expression
          config=no-such-file    | option 'config' names 'no-such-file', which cannot be read
          format=xml             | option 'format' cannot hold 'xml'
          """)
  void aWrongOptionEndsTheJvmWithOneLineThatNamesIt(String option, String line) {
    Result result = surroundings("-javaagent:" + AgentJar.path() + "=" + option).run();

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.stdout()).isEmpty();
    assertThat(result.stderr().lines()).singleElement().asString().startsWith("robustdb: " + line);
  }

  @Test
  void aWrongOptionElsewhereIsAWarningAndTheApplicationRuns() {
    Result result =
        surroundings(
                "-javaagent:" + AgentJar.path(), "-Drobustdb.gaet=fail", "-Drobustdb.gate=fial")
            .environment("ROBUSTDB_SERVICE_HOST", "10.0.0.1")
            .run()
            .expectExit(0);

    assertThat(ofAgent(result))
        .hasSize(3)
        .anyMatch(line -> line.contains("system property robustdb.gaet is ignored"))
        .anyMatch(line -> line.contains("system property robustdb.gate is ignored"))
        .anyMatch(line -> line.contains("environment variable ROBUSTDB_SERVICE_HOST is ignored"));
  }

  @Test
  void theArgumentBeatsThePropertyThatTheEnvironmentThatTheFile(@TempDir Path folder)
      throws Exception {
    Path file =
        Files.writeString(folder.resolve("robustdb.properties"), "exit-code=31\ngate=fail\n");
    String config = "config=" + file;

    failing(config).run().expectExit(31);
    failing(config).environment("ROBUSTDB_EXIT_CODE", "32").run().expectExit(32);
    failing(config)
        .environment("ROBUSTDB_EXIT_CODE", "32")
        .jvmArguments("-Drobustdb.exit-code=33")
        .run()
        .expectExit(33);
    failing(config + ",exit-code=34").jvmArguments("-Drobustdb.exit-code=33").run().expectExit(34);
  }

  @Test
  void aWrongOptionInTheFileEndsTheJvm(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("robustdb.properties"), "gaet=fail\n");

    Result result = failing("config=" + file).run().expectExit(2);

    assertThat(result.stderr()).contains("there is no option 'gaet'");
  }

  @Test
  void aWrongTimeForSomeCodeInTheFileEndsTheJvm(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("robustdb.properties");
    Files.writeString(file, "held-too-long.com.acme.NightJob=long\n");

    Result result = failing("config=" + file).run().expectExit(2);

    assertThat(result.stderr())
        .contains("option 'held-too-long.com.acme.NightJob' cannot be 'long' (it is a duration");
  }

  @Test
  void whatIsExcludedIsNotWoven() {
    Result result =
        programs.steps("options", "connect").agent("exclude=org.postgresql").run().expectExit(0);

    assertThat(result.report().totals().opened()).containsEntry("connection", 0L);
  }

  @Test
  void switchedOffItDoesNothingAtAll() {
    Result result = programs.steps("options", "connect").agent("enabled=false").run().expectExit(0);

    assertThat(result.stderr()).isEmpty();
    assertThat(result.reportFolder()).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "=guard=observe"})
  void whereNoJdbcIsUsedThereIsNoOutput(String options) {
    Result result = surroundings("-javaagent:" + AgentJar.path() + options).run().expectExit(0);

    assertThat(ofAgent(result)).isEmpty();
    assertThat(result.stdout()).doesNotContain("robustdb:");
  }

  @Test
  void theAgentsOwnLogIsNotTheApplications() {
    Result result =
        programs
            .steps("options", "pool-and-close")
            .jvmArguments(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-Dorg.slf4j.simpleLogger.showThreadName=true")
            .agent("log=debug")
            .run()
            .expectExit(0);

    assertThat(result.stderr().lines()).allMatch(line -> line.startsWith("robustdb:"));
    assertThat(result.stderr()).contains("robustdb: DEBUG woven: org.postgresql.Driver [DRIVER]");
  }

  private ChildJvm failing(String options) {
    return programs.steps("options", "failed-query").agent(options);
  }

  private static ChildJvm surroundings(String... jvmArguments) {
    return ChildJvm.running(Surroundings.class).jvmArguments(jvmArguments);
  }

  private static List<String> ofAgent(Result result) {
    return result.stderr().lines().filter(line -> line.startsWith("robustdb:")).toList();
  }
}
