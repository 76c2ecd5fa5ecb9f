package io.robustdb.it;

import static io.robustdb.it.Commands.command;
import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands on reports that real runs have written. */
@ExtendWith(PostgresExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CommandsTest {
  private static final int FAILED = 23;
  private static final String ESCAPE = "\u001b[";
  private static final String RED = ESCAPE + "1m" + ESCAPE + "31m";
  private static final File NOTHING = new File("/dev/null");

  private final Programs programs;
  private Result clean;
  private Result leaking;
  private Result leakingOtherwise;
  private Result ofPool;

  @SuppressWarnings("NullAway.Init") // set before all tests
  CommandsTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  @BeforeAll
  void writeReports() {
    clean = write("connect-and-close");
    leaking = write("failed-query");
    leakingOtherwise = write("failed-query", "drop");
    ofPool = write("checkout");
  }

  @Test
  void aCleanReportPassesAndALeakFails() {
    Result passed = command("gate", folder(clean)).expectExit(0);
    Result failed = command("gate", folder(leaking)).expectExit(FAILED);

    assertThat(passed.stdout()).contains("robustdb: no leaks (", "robustdb: gate passed");
    assertThat(failed.stdout())
        .contains("[after-failed-probe; ", "1 failing of 1 findings", "robustdb: gate failed");
    assertThat(failed.stderr()).isEmpty();
  }

  @Test
  void reportsAreMergedToOneFindingForEachLeak() {
    Result result =
        command("gate", folder(leaking), folder(leakingOtherwise), folder(clean))
            .expectExit(FAILED);

    assertThat(result.stdout())
        .contains("2 findings, 3 resources not closed", "3 reports, 2 failing of 2 findings");
  }

  @Test
  void whatIsInTheBaselinePassesAndWhatIsNewFails(@TempDir Path folder) throws IOException {
    Result known = command("baseline", folder(leaking)).expectExit(0);
    Path baseline = Files.writeString(folder.resolve("known"), known.stdout());

    assertThat(known.stdout()).contains(fingerprint(leaking), "connection opened at ");
    String option = "--baseline=" + baseline;
    assertThat(command("gate", option, folder(leaking)).expectExit(0).stdout())
        .contains("in the baseline]", "0 failing of 1 findings, 0 suppressed, 1 in the baseline");
    assertThat(command("gate", option, folder(leakingOtherwise)).expectExit(FAILED).stdout())
        .contains("1 failing of 2 findings, 0 suppressed, 1 in the baseline");
    assertThat(command("gate", option, folder(clean)).expectExit(0).stdout())
        .contains("1 of 1 findings of the baseline did not occur:", fingerprint(leaking));
  }

  @Test
  void theAgentTakesTheBaselineAsWell(@TempDir Path folder) throws IOException {
    Path baseline =
        Files.writeString(folder.resolve("known"), command("baseline", folder(leaking)).stdout());
    String options = "gate=fail,baseline=" + baseline;

    Result known = programs.steps("commands", "failed-query", "exit=7").agent(options).run();
    Result added = programs.steps("commands", "failed-query", "drop").agent(options).run();

    assertThat(known.expectExit(7).stderr()).contains("in the baseline]");
    assertThat(known.report().gate().baseline()).isEqualTo(1);
    assertThat(added.expectExit(FAILED).stderr()).contains("gate failed: 1 of 2 findings");
    command("gate", "--baseline=" + baseline, folder(known)).expectExit(0);
    command("gate", folder(known)).expectExit(FAILED); // whose baseline counts is said here
  }

  @ParameterizedTest
  @CsvSource({
    "leak:Connections.failedQuery(, true",
    "leak:Steps.main, true",
    "leak:^org.postgresql.*Connection$, true",
    "leak:jdbc:postgresql, true",
    "leak:failedquery, false",
    "leak:^Connections, false",
    "leak:failedQuery$, false",
  })
  void aSuppressionExemptsWhatItsPatternMeets(String line, boolean meets, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("suppressions"), "# known\n\n" + line + "\n");

    Result result = command("gate", "--suppressions=" + file, folder(leaking));

    assertThat(result.stdout())
        .contains(
            "suppression " + line + " (line 3) " + (meets ? "was used for 1" : "was not used"));
    result.expectExit(meets ? 0 : FAILED);
  }

  /** Of a checkout that was not given back as well as of the pool itself. */
  @ParameterizedTest
  @CsvSource({"leak:^the-pool$, true", "leak:^the-poo$, false", "leak:the-pool-too, false"})
  void aSuppressionMayNameAPool(String line, boolean meets, @TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("suppressions"), line + "\n");

    command("gate", "--fail-on=open-at-exit", "--suppressions=" + file, folder(ofPool))
        .expectExit(meets ? 0 : FAILED);
  }

  @Test
  void theSuppressionThatAReportOffersIsOne(@TempDir Path folder) throws IOException {
    String offered =
        leaking
            .stderr()
            .lines()
            .filter(line -> line.contains("suppress  "))
            .map(line -> line.substring(line.indexOf("leak:")))
            .findFirst()
            .orElseThrow();
    Path file = Files.writeString(folder.resolve("suppressions"), offered + "\n");

    Result suppressed =
        programs
            .steps("commands", "failed-query", "exit=7")
            .agent("gate=fail,suppressions=" + file)
            .run();

    assertThat(suppressed.expectExit(7).stderr())
        .contains("suppressed by " + offered + "]", "was used for 1");
    assertThat(suppressed.report().gate().suppressed()).isEqualTo(1);
  }

  @Test
  void whatIsMissingOrNotWholeFails(@TempDir Path folder) throws IOException {
    Path broken = Files.writeString(folder.resolve("robustdb-1-1.json"), "{\"schema\":");
    String killed =
        Files.readString(file(clean)).replace("\"complete\":true", "\"complete\":false");
    Path incomplete = Files.writeString(folder.resolve("robustdb-2-2.json"), killed);
    String empty =
        Files.readString(file(leaking))
            .replaceFirst("\"instances\":\\[.*]}]", "\"instances\":[]}]");
    Path bare = Files.writeString(folder.resolve("robustdb-3-3.json"), empty);
    Path nothing = Files.createDirectory(folder.resolve("empty"));

    assertFails("there is no " + folder.resolve("absent"), folder.resolve("absent").toString());
    assertFails("there is no report in " + nothing, nothing.toString());
    assertFails(broken + " is no JSON", broken.toString());
    assertFails(bare + " has a finding without instances", bare.toString());
    assertFails(incomplete + " is incomplete", incomplete.toString());
    assertFails("1 complete reports are there, not the 2 expected", "--expect=2", folder(clean));
    command("gate", "--expect=1", folder(clean)).expectExit(0);
  }

  @Test
  void olderReportsAreNamedAndLeftOut(@TempDir Path folder) throws IOException {
    String old =
        Files.readString(file(leaking))
            .replaceAll("(\"ended\"\\s*:\\s*\")[0-9T:.-]+Z", "$12001-01-01T00:00:00Z");
    Path older = Files.writeString(folder.resolve("robustdb-1-1.json"), old);
    Result result = command("gate", "--since=1h", older.toString(), folder(clean)).expectExit(0);

    assertThat(result.stdout()).contains("left out, it is older: " + older, "1 report, 0 failing");
    command("gate", "--since=1h", folder(leaking)).expectExit(FAILED);
  }

  /** The agent is not there any more, and what it wrote yesterday lies there still. */
  @Test
  void olderReportsAloneAreNone() {
    assertThat(
            command("gate", "--since=2999-01-01T00:00:00Z", folder(clean))
                .expectExit(FAILED)
                .stdout())
        .contains("left out, it is older: " + file(clean), "all reports are older");
  }

  /** When its JVM was killed is written nowhere; it may have run for longer than is asked for. */
  @Test
  void anIncompleteReportIsNeverTooOld(@TempDir Path folder) throws IOException {
    String killed =
        Files.readString(file(clean)).replaceAll("(\"complete\"\\s*:\\s*)true", "$1false");
    Path incomplete = Files.writeString(folder.resolve("robustdb-1-1.json"), killed);

    assertThat(
            command("gate", "--since=2999-01-01T00:00:00Z", incomplete.toString())
                .expectExit(FAILED)
                .stdout())
        .contains(incomplete + " is incomplete: ", "delete it if it is of an earlier build");
  }

  @Test
  void aReportThatIsNamedTwiceIsOne() {
    assertThat(
            command("gate", "--expect=2", folder(clean), file(clean).toString())
                .expectExit(FAILED)
                .stdout())
        .contains("1 complete reports are there, not the 2 expected");
  }

  /** As Kotlin's tests have them (JVMS 4.2.2). */
  @Test
  void namesOfMethodsMayHoldNearlyEverything(@TempDir Path folder) throws IOException {
    String name = "saves (twice), with an @ or two";
    String odd =
        Files.readString(file(leaking))
            .replaceAll("failedQuery\\(Connections", name + "(Connections");
    Path report = Files.writeString(folder.resolve("robustdb-1-1.json"), odd);

    assertThat(odd).contains(name);
    assertThat(command("report", report.toString()).expectExit(0).stdout())
        .contains("io.robustdb.it.scenarios.steps.Connections." + name + "(Connections.java:");
  }

  @Test
  void whatIsKnownIsSkippedInTheFormatsToo(@TempDir Path folder) throws IOException {
    Path known =
        Files.writeString(
            folder.resolve("known"), command("baseline", folder(leaking)).expectExit(0).stdout());
    String option = "--baseline=" + known;

    assertThat(command("report", "--format=junit", option, folder(leaking)).expectExit(0).stdout())
        .contains("failures=\"0\"", "skipped=\"1\"");
    assertThat(command("report", "--format=gitlab", option, folder(leaking)).expectExit(0).stdout())
        .startsWith("[]");
    assertThat(command("report", "--format=github", option, folder(leaking)).expectExit(0).stdout())
        .isEmpty();
  }

  /** A mark that breaks nothing is no error. */
  @Test
  void onGithubWhatDoesNotFailIsAWarning() {
    String fails = "--fail-on=held-too-long";

    assertThat(command("report", "--format=github", fails, folder(leaking)).expectExit(0).stdout())
        .startsWith("::warning ")
        .doesNotContain("::error");
    assertThat(command("report", "--format=github", folder(leaking)).expectExit(0).stdout())
        .startsWith("::error ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          gate                                    | Missing required parameter: 'REPORT'
          gate --baseline=absent .                | robustdb: the baseline absent cannot be read
          gate --suppressions=absent .            | robustdb: the file of suppressions absent cannot be read
          gate --fail-on=abandond .               | (did you mean 'abandoned'?
          gate --since=yesterday .                | 'yesterday' is no moment
          gate --expect=many .                    | 'many' is not an int
          baseline absent                         | robustdb: there is no absent
          report --format=pdf .                   | expected one of [text, json
          gaet .                                  | Unmatched arguments from index 0: 'gaet'
          """)
  void badInputIsNamed(String arguments, String line) {
    Result result = command(arguments.split(" ")).expectExit(2);

    assertThat(result.stderr()).contains(line);
    assertThat(result.stdout()).isEmpty();
  }

  @Test
  void aLineThatIsNoSuppressionIsNamed(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("suppressions"), "leak:x\nrace:y\n");

    assertThat(command("gate", "--suppressions=" + file, folder(clean)).expectExit(2).stderr())
        .contains("has 'race:y' in line 2 (a line is leak:PATTERN");
    Result refused =
        programs.steps("commands", "connect").agent("suppressions=" + file).run().expectExit(2);
    assertThat(refused.stderr().lines()).singleElement().asString().contains("line 2");
    assertThat(refused.stdout()).isEmpty();
  }

  @Test
  void aReportThatIsReadAndWrittenAgainIsTheSame() {
    Result again = command("report", "--format=json", folder(leakingOtherwise)).expectExit(0);
    Result text = command("report", folder(leakingOtherwise)).expectExit(0);

    assertThat(again.stdout().strip()).isEqualTo(read(file(leakingOtherwise)).strip());
    assertThat(text.stdout().lines())
        .containsExactlyElementsOf(
            leakingOtherwise
                .stderr()
                .lines()
                .filter(line -> !line.startsWith("robustdb: the report is "))
                .toList());
  }

  @Test
  void helpIsHelp() {
    assertThat(command("--help").expectExit(0).stdout()).contains("gate", "baseline", "report");
    assertThat(command("gate", "--help").expectExit(0).stdout()).contains("--suppressions=FILE");
    assertThat(command("--version").expectExit(0).stdout()).startsWith("robustdb ");
    assertThat(command().expectExit(0).stdout()).contains("-javaagent:robustdb.jar");
  }

  /** As bash does it: with the words that were typed, the last of which is to be completed. */
  @ParameterizedTest
  @CsvSource({"ga, gate", "gate --base, --baseline", "report --format sa, sarif"})
  void aShellCompletesWhatIsTyped(String typed, String completion, @TempDir Path folder)
      throws Exception {
    String script =
        command("generate-completion").expectExit(0).stdout()
            + """
            compopt() { :; } # it works in an interactive shell alone
            COMP_LINE='robustdb %s'
            COMP_WORDS=($COMP_LINE)
            COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _complete_robustdb
            echo "completed: ${COMPREPLY[*]}"
            robustdb --version
            """
                .formatted(typed);
    String said = output("bash", Files.writeString(folder.resolve("script"), script).toString());

    assertThat(said).startsWith("completed: ").contains(completion, "\nrobustdb 0.");
    assertThat(said.lines()).hasSize(2);
  }

  /** {@code script} (Linux) is a terminal to the command that it runs. */
  @Test
  void whereThereIsATerminalThereAreColours() throws IOException {
    String gate = "java -jar '" + AgentJar.path() + "' gate '" + folder(leaking) + "'";

    assertThat(output("script", "-qec", gate, "/dev/null")).contains(RED + "gate failed");
    assertThat(output("bash", "-c", gate)).contains("robustdb: gate failed").doesNotContain(ESCAPE);
  }

  private static String output(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.contains("COLOR") || name.equals("CI"));
    builder.environment().put("TERM", "xterm");
    Process process = builder.redirectInput(ProcessBuilder.Redirect.from(NOTHING)).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private void assertFails(String problem, String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "gate";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    assertThat(command(all).expectExit(FAILED).stdout()).contains(problem, "gate failed");
  }

  private Result write(String... steps) {
    return programs.steps("commands", steps).agent("").run().expectExit(0);
  }

  private static String folder(Result result) {
    return result.reportFolder().toString();
  }

  private static Path file(Result result) {
    return result.reportFile();
  }

  private static String fingerprint(Result result) {
    List<Finding> findings = result.report().findings();
    return findings.get(0).fingerprint();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new java.io.UncheckedIOException(unreadable);
    }
  }
}
