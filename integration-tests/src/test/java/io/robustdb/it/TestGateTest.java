package io.robustdb.it;

import static io.robustdb.it.harness.SampleProjects.cases;
import static io.robustdb.it.harness.SampleProjects.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.BuildFolder;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.GradleBuild;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.MavenBuild;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.SampleProjects;
import io.robustdb.it.harness.TestReports;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The leak gate in the tests of other projects, under the frameworks and the plugins that run them.
 */
@ExtendWith(PostgresExtension.class)
class TestGateTest {
  /** Of a thread that tests share, nobody knows which of them it works for. */
  private static final String CANDIDATE =
      "opened in a thread that is no single test's, while these ran:"
          + " shop.LeakingThreadTest#opensElsewhere";

  private final SampleProjects projects;

  TestGateTest(Postgres postgres) {
    this.projects = new SampleProjects(postgres);
  }

  @ParameterizedTest
  @CsvSource({"6.1.3, 3.6.1, 17", "6.1.3, 3.6.1, 0", "5.14.4, 3.5.6, 17", "5.14.4, 3.2.5, 17"})
  void ofJupiterOnlyWhatLeaksIsRed(String junit, String surefire, int jdk) throws IOException {
    MavenBuild build =
        projects
            .build("jupiter", surefire)
            .jdk(jdk == 0 ? Jdk.newest() : Jdk.current())
            .property("junit.version", junit);

    check(build, build.run("test"), "surefire-reports");
    assertThat(cases(build))
        .filteredOn(one -> one.isRed() && one.className().equals("shop.LeakingThreadTest"))
        .singleElement()
        .satisfies(one -> assertThat(one.failure()).contains(CANDIDATE));
    assertThat(cases(build))
        .filteredOn(one -> one.isRed() && one.className().equals("shop.LeakingClassTest"))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.failure())
                    .contains("robustdb: 2 connections ")
                    .contains("in shop.LeakingClassTest#opensForTheClass")
                    .contains("in shop.LeakingClassTest#opensMoreForTheClass"));
  }

  /** That is no leak, and its thread has ended as those of all tests do. */
  @Test
  void whatASingletonHasFailsNothing() throws IOException {
    MavenBuild build = alone("KeptByASingleton");
    Result result = build.run("test").expectExit(0);

    assertThat(cases(build)).hasSize(1).noneMatch(TestReports.Case::isRed);
    assertThat(result.report().findings())
        .as("%s", result)
        .isNotEmpty()
        .allMatch(found -> found.verdict().equals("open-at-exit"));
  }

  /** There are suites that look for threads which a test has left. */
  @Test
  void noThreadComesWithTheFirstConnection() throws IOException {
    MavenBuild build = alone("LooksForThreads");
    build.run("test").expectExit(0);

    assertThat(cases(build)).hasSize(1).noneMatch(TestReports.Case::isRed);
  }

  private MavenBuild alone(String test) {
    return projects.jupiter("jupiter").property("test", test);
  }

  @Test
  void inModulesToo() throws IOException {
    MavenBuild build = projects.jupiter("modular");

    check(build, build.run("test"), "surefire-reports");
  }

  @Test
  void inASuiteToo() throws IOException {
    MavenBuild build = projects.jupiter("suite");

    check(build, build.run("test"), "surefire-reports");
    assertThat(cases(build))
        .filteredOn(one -> one.failure().contains("leaks an order"))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.failure())
                    .contains("opened in Orders > leaksOfAFile() > leaks an order, "));
  }

  @Test
  void inIntegrationTestsToo() throws IOException {
    MavenBuild build = projects.jupiter("failsafe");

    check(build, build.run("verify"), "failsafe-reports");
  }

  @ParameterizedTest
  @ValueSource(strings = {"3.6.1", "3.5.6", "2.22.2"})
  void ofJUnit4OnlyWhatLeaksIsRed(String surefire) throws IOException {
    MavenBuild build = projects.junit4("junit4", surefire);

    check(build, build.run("test"), "surefire-reports");
  }

  /** Their runner still has the instance in a variable when it tells of the end of a test. */
  @Test
  void ofOlderJUnit4WhatAFieldHoldsMakesTheClassRed() throws IOException {
    MavenBuild build = projects.build("junit4", "2.22.2").property("junit4.version", "4.12");
    build.run("test");

    List<TestReports.Case> red = cases(build).stream().filter(TestReports.Case::isRed).toList();
    assertThat(red)
        .extracting(one -> one.className() + "#" + one.name())
        .contains("shop.PlainTest#leaksFromAVariable")
        .doesNotContain("shop.PlainTest#leaksFromAField", "shop.PlainTest#closesAfterwards");
    assertThat(red)
        .filteredOn(one -> one.failure().contains("shop.PlainTest#leaksFromAField"))
        .singleElement()
        .satisfies(one -> assertThat(one.failure()).contains("PlainTest.java:22"));
  }

  @ParameterizedTest
  @CsvSource({"7.12.0, 3.6.1", "7.12.0, 3.5.6", "6.14.3, 3.5.6"})
  void ofTestNGOnlyWhatLeaksIsRed(String testng, String surefire) throws IOException {
    MavenBuild build = projects.build("testng", surefire).property("testng.version", testng);

    check(build, build.run("test"), "surefire-reports");
  }

  /** Its own listeners are not told of what is around a test. */
  @Test
  void ofTestNGWhatIsOpenedAroundATestTurnsTheExitStatus() throws IOException {
    MavenBuild build =
        projects.build("testng-around", "3.5.6").property("testng.version", "7.12.0");
    Result result = build.run("test");

    assertThat(result.exitCode()).as(result.toString()).isNotZero();
    assertThat(Files.readString(result.reportFile()))
        .contains("shop.BeforeMethodTest.open(BeforeMethodTest.java:13)")
        .contains("shop.StaticTest.opensForTheClass(StaticTest.java:14)")
        .contains("\"verdict\":\"abandoned\"", "\"verdict\":\"fail\"")
        .doesNotContain("open-at-exit");
    assertThat(cases(build)).noneMatch(TestReports.Case::isRed);
  }

  /** By the script of the recipe, and with JUnit 4: Debian's is from before JUnit's platform. */
  @Test
  void inGradlesWorkersToo() throws IOException {
    assumeThat(GradleBuild.isThere()).as("Debian's package gradle is not on this machine").isTrue();
    projects.junit4("junit4", "3.6.1").run("test-compile");
    GradleBuild build =
        GradleBuild.of("junit4", recipe() + GRADLE)
            .environment("DATABASE_URL", projects.databaseUrl());
    Result result = build.run("test");

    check(build.project(), result, "build/test-results/test");
    Result gate =
        ChildJvm.runningJar(AgentJar.path())
            .arguments("gate", "--expect=1", "build/robustdb")
            .workingDirectory(build.project())
            .run()
            .expectExit(23);
    assertThat(gate.stdout()).contains("1 report, ");
  }

  /** What it needs lies where Maven has put it for the same project. */
  private static final String GRADLE =
      """
      apply plugin: 'java'
      repositories { maven { url 'file://%s' } }
      dependencies {
          testCompile 'junit:junit:4.13.2'
          testCompile 'org.postgresql:postgresql:%s'
      }
      """
          .formatted(
              System.getProperty("maven.repo.local", ""),
              System.getProperty("postgresql.version", ""));

  private static String recipe() throws IOException {
    String recipes = Files.readString(BuildFolder.module().resolveSibling("agent/docs/recipes.md"));
    Matcher script = Pattern.compile("```groovy\n(tasks.*?)```", Pattern.DOTALL).matcher(recipes);
    assertThat(script.find()).isTrue();
    return script.group(1);
  }
}
