package io.robustdb.it;

import static io.robustdb.it.harness.SampleProjects.cases;
import static io.robustdb.it.harness.SampleProjects.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.MavenBuild;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.SampleProjects;
import io.robustdb.it.harness.TestReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails for a leak where no single test does, and what nothing fails for. */
@ExtendWith(PostgresExtension.class)
class TestGateLevelsTest {
  private final SampleProjects projects;

  TestGateLevelsTest(Postgres postgres) {
    this.projects = new SampleProjects(postgres);
  }

  /** Surefire 3.5 counts the failure of a class as a flake then, and the build passes. */
  @Test
  void whereFailingTestsAreRunAgainTheGateTellsOfClasses() throws IOException {
    MavenBuild build =
        projects
            .build("jupiter", "3.5.6")
            .property("junit.version", "6.1.3")
            .property("test", "LeakingClassTest")
            .property("surefire.rerunFailingTestsCount", "1");
    Result result = build.run("test");

    assertThat(result.stdout())
        .contains("robustdb: 2 connections lost without being closed [abandoned; still open]");
    Result gate =
        ChildJvm.runningJar(AgentJar.path())
            .arguments("gate", build.project().resolve("target/robustdb").toString())
            .run()
            .expectExit(23);
    assertThat(gate.stdout()).contains("4 connections lost without being closed [abandoned; ");
  }

  @Test
  void whatIsInTheBaselineFailsNoTest(@TempDir Path folder) throws IOException {
    MavenBuild leaking = projects.jupiter("modular");
    check(leaking, leaking.run("test"), "surefire-reports");
    String known =
        ChildJvm.runningJar(AgentJar.path())
            .arguments("baseline", leaking.project().resolve("target/robustdb").toString())
            .run()
            .expectExit(0)
            .stdout();
    Path baseline = Files.writeString(folder.resolve("known"), known);

    MavenBuild again =
        projects
            .jupiter("modular")
            .property("argLine", MavenBuild.agent("junit=fail,baseline=" + baseline));
    again.run("test").expectExit(0);

    Files.writeString(baseline, known.replaceAll("(?m)^[^#].*$", ""));
    MavenBuild withANewOne =
        projects
            .jupiter("modular")
            .property("argLine", MavenBuild.agent("junit=fail,baseline=" + baseline));
    check(withANewOne, withANewOne.run("test"), "surefire-reports");
  }

  @Test
  void whatIsSuppressedFailsNoTest(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("known"), "leak:shop.\nleak:somewhere.else.\n");
    MavenBuild build =
        projects
            .jupiter("modular")
            .property("argLine", MavenBuild.agent("junit=fail,suppressions=" + file));
    Result result = build.run("test").expectExit(0);

    assertThat(Files.readString(result.reportFile()))
        .contains("\"exemption\":\"suppressed by leak:shop.\"")
        .contains("\"test\":\"shop.ModularTest#leaks\"")
        .doesNotContain("\"charged\"");
  }

  @Test
  void whereTheGateOnlyReportsNoTestFails() throws IOException {
    MavenBuild build =
        projects.jupiter("modular").property("argLine", MavenBuild.agent("junit=report"));
    Result result = build.run("test").expectExit(0);

    assertThat(Files.readString(result.reportFile()))
        .contains("\"verdict\":\"abandoned\"", "\"test\":\"shop.ModularTest#leaks\"")
        .doesNotContain("\"charged\"", "\"exemption\"");
  }

  @Test
  void aPoolIsJudgedWhenAllTestsHaveEnded() throws IOException {
    MavenBuild build = projects.jupiter("pool");
    Result result = build.run("test");

    assertThat(result.exitCode()).isNotZero();
    assertThat(result.stdout())
        .contains("There was an error in the forked process")
        .contains(
            "robustdb: 1 pool lost without being closed [abandoned; still open], opened in"
                + " shop.ForgottenPoolTest#usesAPool")
        .contains("opened at shop.ForgottenPoolTest.usesAPool(ForgottenPoolTest.java:14)")
        .doesNotContain("System.exit");
    assertThat(cases(build)).singleElement().satisfies(one -> assertThat(one.isRed()).isFalse());
    assertThat(Files.readString(result.reportFile()))
        .contains("\"exemption\":\"the tests have failed for it\"", "\"charged\":1")
        .contains("\"verdict\":\"pass\"");
  }

  /** A closed pool leaves open what it never got back: the checkout has turned its test red. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theConnectionBehindACheckoutFailsNothingOnceMore(boolean held) throws IOException {
    MavenBuild build =
        projects
            .jupiter("pool")
            .property("test", "ClosedWithoutACheckout")
            .property(
                "argLine",
                MavenBuild.agent("junit=fail,fail-on=abandoned:library") + " -Dheld=" + held);
    Result result = build.run("test");

    List<TestReports.Case> red = cases(build).stream().filter(TestReports.Case::isRed).toList();
    assertThat(red)
        .extracting(TestReports.Case::name)
        .containsExactlyInAnyOrder("leaks", "leaksFromAPoolOfItsOwn");
    assertThat(red)
        .allSatisfy(
            one -> assertThat(one.failure()).contains("1 checkout").doesNotContain("also "));
    assertThat(result.stdout()).doesNotContain("error in the forked process", "System.exit");
    assertThat(Files.readString(result.reportFile()))
        .contains("\"resource\":\"checkout\"", "\"resource\":\"connection\"")
        .contains("\"exitCode\":0")
        .doesNotContain("closed-by-pool");
  }

  /** Nothing fails for what may be in use, and nobody is told that all is well. */
  @Test
  void aPoolThatAnyThreadMayHaveIsSaidToBeInDoubt() throws IOException {
    MavenBuild build =
        projects
            .jupiter("pool")
            .property("argLine", MavenBuild.agent("junit=fail") + " -Dbusy=true");
    Result result = build.run("test").expectExit(0);

    assertThat(Files.readString(result.reportFile()))
        .contains(
            "whether anybody can close 1 resource that tests have left open is not known: ", "busy")
        .contains("\"resource\":\"pool\",\"verdict\":\"open-at-exit\"")
        .doesNotContain("\"charged\"");
  }

  /** Under runners that know of no sessions, it is the exit status that tells. */
  @Test
  void aPoolIsJudgedWhereNoSessionEnds() throws IOException {
    MavenBuild build =
        projects.junit4("pool-junit4", "3.5.6").property("test", "ForgottenPoolTest");
    Result result = build.run("test");

    assertThat(result.exitCode()).isNotZero();
    assertThat(Files.readString(result.reportFile()))
        .contains("\"resource\":\"pool\"", "\"verdict\":\"abandoned\"")
        .contains("shop.ForgottenPoolTest.usesAPool(ForgottenPoolTest.java:12)")
        .contains("\"exitCode\":23");
    assertThat(cases(build)).singleElement().satisfies(one -> assertThat(one.isRed()).isFalse());
  }

  /** Surefire stops JUnit 4 by an exception that comes through the runner of the class. */
  @Test
  void aPoolIsJudgedWhereTheTestsWereStopped() throws IOException {
    MavenBuild build =
        projects
            .junit4("pool-junit4", "3.5.6")
            .property("surefire.runOrder", "alphabetical")
            .property("surefire.skipAfterFailureCount", "1");
    Result result = build.run("test");

    assertThat(result.exitCode()).as("%s", result).isNotZero();
    assertThat(cases(build)).filteredOn(TestReports.Case::isRed).hasSize(1);
    assertThat(result.report().findings())
        .singleElement()
        .satisfies(found -> assertThat(found.verdict()).isEqualTo("abandoned"));
    assertThat(result.report().gate().exitCode()).isEqualTo(23);
  }
}
