package io.robustdb.it;

import static io.robustdb.it.harness.SampleProjects.cases;
import static io.robustdb.it.harness.SampleProjects.check;
import static io.robustdb.it.harness.SampleProjects.reportsIn;
import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.MavenBuild;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Report;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.SampleProjects;
import io.robustdb.it.harness.TestReports;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The leak gate where tests run at the same time. */
@ExtendWith(PostgresExtension.class)
class TestGateParallelTest {
  private final SampleProjects projects;

  TestGateParallelTest(Postgres postgres) {
    this.projects = new SampleProjects(postgres);
  }

  @Test
  void inParallelTooAndInJvmsOfTheirOwn() throws IOException {
    MavenBuild build =
        parallel().property("surefire.forkCount", "2").property("surefire.reuseForks", "false");

    check(build, build.run("test"), "surefire-reports");
    assertThat(reportsIn(build.project().resolve("target/robustdb"))).hasSizeGreaterThan(2);
  }

  @Test
  void inParallelInOneJvm() throws IOException {
    MavenBuild build = parallel();

    check(build, build.run("test"), "surefire-reports");
  }

  /** Each of them may be the one: neither is red, nor its class. */
  @Test
  void ofTwoThatRunAtOnceNeitherIsRedForAThreadThatBothHave() throws IOException {
    Result result = parallel().property("test", "Meets*").run("test");

    assertThat(result.exitCode()).as("%s", result).isNotZero();
    assertThat(TestReports.in(result.reportFolder().resolveSibling("surefire-reports")).cases())
        .hasSize(2)
        .noneMatch(TestReports.Case::isRed);
    assertThat(result.stdout())
        .containsPattern(
            "1 connection lost without being closed .*, opened in a thread that is no single test's,"
                + " while these ran: shop\\.Meets(One#opens, shop\\.MeetsOther#standsBy"
                + "|Other#standsBy, shop\\.MeetsOne#opens)");
  }

  @Test
  void ofJUnit4InParallelOnlyWhatLeaksIsRed() throws IOException {
    MavenBuild build = junit4InParallel("3.6.1");

    check(build, build.run("test"), "surefire-reports");
  }

  /** Where Surefire runs them in threads of its own, it shows no failure of a class. */
  @Test
  void ofJUnit4InParallelWhatAClassLeavesTurnsTheExitStatus() throws IOException {
    MavenBuild build = junit4InParallel("3.5.6");
    Result result = build.run("test");

    assertThat(result.exitCode()).as("%s", result).isNotZero();
    assertThat(cases(build))
        .filteredOn(TestReports.Case::isRed)
        .extracting(TestReports.Case::name)
        .contains("leaksFromAVariable", "leaksFromAField")
        .doesNotContain("closesAfterwards", "opens", "opensNothing", "opensForTheClass");
    Report report = result.report();
    assertThat(report.gate().verdict()).isEqualTo("fail");
    assertThat(Files.readString(result.reportFile()))
        .contains("LeakingClassTest#opensForTheClass", "LeakingGivenUpTest#givesUp");
  }

  @ParameterizedTest
  @CsvSource({"7.12.0, 3.6.1", "6.14.3, 3.5.6"})
  void ofTestNGInParallelOnlyWhatLeaksIsRed(String testng, String surefire) throws IOException {
    MavenBuild build =
        projects
            .build("testng-parallel", surefire)
            .property("testng.version", testng)
            .property("parallel", "methods")
            .property("threadCount", "4");

    check(build, build.run("test"), "surefire-reports");
  }

  private MavenBuild parallel() {
    return projects
        .jupiter("jupiter")
        .property("junit.jupiter.execution.parallel.enabled", "true")
        .property("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .property("junit.jupiter.execution.parallel.mode.classes.default", "concurrent");
  }

  private MavenBuild junit4InParallel(String surefire) {
    return projects
        .junit4("junit4", surefire)
        .property("parallel", "methods")
        .property("threadCount", "4");
  }
}
