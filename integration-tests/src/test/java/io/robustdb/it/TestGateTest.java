package io.robustdb.it;

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
import io.robustdb.it.harness.Report;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.TestReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The leak gate in the tests of other projects, which Maven builds. In these, a test whose name
 * begins with {@code leaks} and a class whose name begins with {@code Leaking} have to be red, on
 * the line that says so; all others must not be, but one that fails by itself.
 */
@ExtendWith(PostgresExtension.class)
class TestGateTest {
  /** Of a thread that tests share, nobody knows which of them it works for. */
  private static final String CANDIDATE =
      "opened in a thread that is no single test's, while these ran:"
          + " shop.LeakingThreadTest#opensElsewhere";

  private final Postgres postgres;

  TestGateTest(Postgres postgres) {
    this.postgres = postgres;
  }

  @ParameterizedTest
  @CsvSource({"6.1.3, 3.6.1, 17", "6.1.3, 3.6.1, 0", "5.14.4, 3.5.6, 17", "5.14.4, 3.2.5, 17"})
  void ofJupiterOnlyWhatLeaksIsRed(String junit, String surefire, int jdk) throws IOException {
    MavenBuild build =
        build("jupiter", surefire)
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
    return build("jupiter", "3.6.1").property("junit.version", "6.1.3").property("test", test);
  }

  @Test
  void inParallelTooAndInJvmsOfTheirOwn() throws IOException {
    MavenBuild build =
        parallel().property("surefire.forkCount", "2").property("surefire.reuseForks", "false");

    check(build, build.run("test"), "surefire-reports");
    assertThat(filesIn(build.project().resolve("target/robustdb"))).hasSizeGreaterThan(2);
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

  @ParameterizedTest
  @CsvSource({"4.13.2, 3.6.1", "4.13.2, 3.5.6", "4.13.2, 2.22.2"})
  void ofJUnit4OnlyWhatLeaksIsRed(String junit, String surefire) throws IOException {
    MavenBuild build = build("junit4", surefire).property("junit4.version", junit);

    check(build, build.run("test"), "surefire-reports");
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

  /** Surefire 3.5 counts the failure of a class as a flake then, and the build passes. */
  @Test
  void whereFailingTestsAreRunAgainTheGateTellsOfClasses() throws IOException {
    MavenBuild build =
        build("jupiter", "3.5.6")
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

  /** Their runner still has the instance in a variable when it tells of the end of a test. */
  @Test
  void ofOlderJUnit4WhatAFieldHoldsMakesTheClassRed() throws IOException {
    MavenBuild build = build("junit4", "2.22.2").property("junit4.version", "4.12");
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
    MavenBuild build = build("testng", surefire).property("testng.version", testng);

    check(build, build.run("test"), "surefire-reports");
  }

  @ParameterizedTest
  @CsvSource({"7.12.0, 3.6.1", "6.14.3, 3.5.6"})
  void ofTestNGInParallelOnlyWhatLeaksIsRed(String testng, String surefire) throws IOException {
    MavenBuild build =
        build("testng-parallel", surefire)
            .property("testng.version", testng)
            .property("parallel", "methods")
            .property("threadCount", "4");

    check(build, build.run("test"), "surefire-reports");
  }

  /** Its own listeners are not told of what is around a test. */
  @Test
  void ofTestNGWhatIsOpenedAroundATestTurnsTheExitStatus() throws IOException {
    MavenBuild build = build("testng-around", "3.5.6").property("testng.version", "7.12.0");
    Result result = build.run("test");

    assertThat(result.exitCode()).as(result.toString()).isNotZero();
    assertThat(Files.readString(result.reportFile()))
        .contains("shop.BeforeMethodTest.open(BeforeMethodTest.java:13)")
        .contains("shop.StaticTest.opensForTheClass(StaticTest.java:14)")
        .contains("\"verdict\":\"abandoned\"", "\"verdict\":\"fail\"")
        .doesNotContain("open-at-exit");
    assertThat(cases(build)).noneMatch(TestReports.Case::isRed);
  }

  @Test
  void inModulesToo() throws IOException {
    MavenBuild build = build("modular", "3.6.1").property("junit.version", "6.1.3");

    check(build, build.run("test"), "surefire-reports");
  }

  @Test
  void inASuiteToo() throws IOException {
    MavenBuild build = build("suite", "3.6.1").property("junit.version", "6.1.3");

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
  void whatIsInTheBaselineFailsNoTest(@TempDir Path folder) throws IOException {
    MavenBuild leaking = build("modular", "3.6.1").property("junit.version", "6.1.3");
    check(leaking, leaking.run("test"), "surefire-reports");
    String known =
        ChildJvm.runningJar(AgentJar.path())
            .arguments("baseline", leaking.project().resolve("target/robustdb").toString())
            .run()
            .expectExit(0)
            .stdout();
    Path baseline = Files.writeString(folder.resolve("known"), known);

    MavenBuild again =
        build("modular", "3.6.1")
            .property("junit.version", "6.1.3")
            .property("argLine", MavenBuild.agent("junit=fail,baseline=" + baseline));
    again.run("test").expectExit(0);

    Files.writeString(baseline, known.replaceAll("(?m)^[^#].*$", ""));
    MavenBuild withANewOne =
        build("modular", "3.6.1")
            .property("junit.version", "6.1.3")
            .property("argLine", MavenBuild.agent("junit=fail,baseline=" + baseline));
    check(withANewOne, withANewOne.run("test"), "surefire-reports");
  }

  @Test
  void whatIsSuppressedFailsNoTest(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("known"), "leak:shop.\nleak:somewhere.else.\n");
    MavenBuild build =
        build("modular", "3.6.1")
            .property("junit.version", "6.1.3")
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
        build("modular", "3.6.1")
            .property("junit.version", "6.1.3")
            .property("argLine", MavenBuild.agent("junit=report"));
    Result result = build.run("test").expectExit(0);

    assertThat(Files.readString(result.reportFile()))
        .contains("\"verdict\":\"abandoned\"", "\"test\":\"shop.ModularTest#leaks\"")
        .doesNotContain("\"charged\"", "\"exemption\"");
  }

  @Test
  void inIntegrationTestsToo() throws IOException {
    MavenBuild build = build("failsafe", "3.6.1").property("junit.version", "6.1.3");

    check(build, build.run("verify"), "failsafe-reports");
  }

  @Test
  void aPoolIsJudgedWhenAllTestsHaveEnded() throws IOException {
    MavenBuild build = build("pool", "3.6.1").property("junit.version", "6.1.3");
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

  /** Nothing fails for what may be in use, and nobody is told that all is well. */
  @Test
  void aPoolThatAnyThreadMayHaveIsSaidToBeInDoubt() throws IOException {
    MavenBuild build =
        build("pool", "3.6.1")
            .property("junit.version", "6.1.3")
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
    MavenBuild build = junit4("pool-junit4", "3.5.6").property("test", "ForgottenPoolTest");
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
        junit4("pool-junit4", "3.5.6")
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

  private MavenBuild junit4(String project, String surefire) {
    return build(project, surefire).property("junit4.version", "4.13.2");
  }

  private MavenBuild junit4InParallel(String surefire) {
    return junit4("junit4", surefire).property("parallel", "methods").property("threadCount", "4");
  }

  private static List<TestReports.Case> cases(MavenBuild build) {
    return TestReports.in(build.project().resolve("target/surefire-reports")).cases();
  }

  private MavenBuild parallel() {
    return build("jupiter", "3.6.1")
        .property("junit.version", "6.1.3")
        .property("junit.jupiter.execution.parallel.enabled", "true")
        .property("junit.jupiter.execution.parallel.mode.default", "concurrent")
        .property("junit.jupiter.execution.parallel.mode.classes.default", "concurrent");
  }

  private MavenBuild build(String project, String surefire) {
    return MavenBuild.of(project)
        .property("surefire.version", surefire)
        .property("postgresql.version", System.getProperty("postgresql.version", ""))
        .property("hikaricp.version", System.getProperty("hikaricp.version", ""))
        .property("slf4j.version", System.getProperty("slf4j.version", ""))
        .property("argLine", MavenBuild.agent("junit=fail"))
        .environment("DATABASE_URL", url());
  }

  private String url() {
    return postgres.url("test-gate")
        + "&user="
        + postgres.user()
        + "&password="
        + postgres.password();
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }

  /** By the script of the recipe, and with JUnit 4: Debian's is from before JUnit's platform. */
  @Test
  void inGradlesWorkersToo() throws IOException {
    assumeThat(GradleBuild.isThere()).as("Debian's package gradle is not on this machine").isTrue();
    junit4("junit4", "3.6.1").run("test-compile");
    GradleBuild build =
        GradleBuild.of("junit4", recipe() + GRADLE).environment("DATABASE_URL", url());
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

  private static void check(MavenBuild build, Result result, String reports) throws IOException {
    check(build.project(), result, "target/" + reports);
  }

  private static void check(Path project, Result result, String reports) throws IOException {
    List<TestReports.Case> cases = TestReports.in(project.resolve(reports)).cases();
    assertThat(result.exitCode()).as(result.toString()).isNotZero();
    assertThat(cases).anyMatch(TestReports.Case::isRed).anyMatch(one -> !one.isRed());
    SoftAssertions each = new SoftAssertions();
    for (String leaking : sources(project, "Leaking")) {
      each.assertThat(cases)
          .as(leaking)
          .filteredOn(one -> one.isRed() && isOfClass(one) && simpleName(one).equals(leaking))
          .hasSize(1);
    }
    checkReports(project.resolve(Path.of(reports).getName(0)).resolve("robustdb"), cases, each);
    for (TestReports.Case one : cases) {
      String what = one.className() + " " + one.name();
      if (isToLeak(one)) {
        each.assertThat(one.failure()).as(what).contains("robustdb: ");
        each.assertThat(showsTheLine(project, one)).as(what + "\n" + one.failure()).isTrue();
      } else if (one.name().startsWith("failsByItself")) {
        each.assertThat(one.failure()).as(what).contains("by itself").doesNotContain("robustdb: ");
      } else {
        each.assertThat(one.failure()).as(what).isEmpty();
      }
    }
    each.assertAll();
  }

  /** The exit status of a JVM whose tests have failed for all that was left says nothing more. */
  private static void checkReports(Path folder, List<TestReports.Case> cases, SoftAssertions each)
      throws IOException {
    StringBuilder all = new StringBuilder();
    for (Path file : filesIn(folder)) {
      String report = Files.readString(file);
      all.append(report);
      each.assertThat(report).as("%s", file).contains("\"gate\":{\"verdict\":\"pass\"");
      each.assertThat(report).as("%s", file).doesNotContain("\"verdict\":\"open-at-exit\"");
    }
    if (cases.stream().anyMatch(one -> one.name().startsWith("failsByItself"))) {
      each.assertThat(all).contains("#failsByItself");
    }
  }

  /** The classes of a project's tests whose names begin with a word. */
  private static List<String> sources(Path project, String word) throws IOException {
    try (Stream<Path> files = Files.list(project.resolve("src/test/java/shop"))) {
      return files
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .filter(name -> name.startsWith(word))
          .toList();
    }
  }

  private static boolean isToLeak(TestReports.Case one) {
    boolean method = one.name().toLowerCase(Locale.ROOT).contains("leaks");
    return method || (isOfClass(one) && simpleName(one).startsWith("Leaking"));
  }

  /** Whether it is what has failed around the tests of a class. */
  private static boolean isOfClass(TestReports.Case one) {
    return one.name().isEmpty()
        || one.name().equals("executionError")
        || one.name().equals("classMethod")
        || one.name().equals(one.className());
  }

  private static String simpleName(TestReports.Case one) {
    return one.className().substring(one.className().lastIndexOf('.') + 1);
  }

  /** Whether the failure shows a line that is said to leak. */
  private static boolean showsTheLine(Path project, TestReports.Case one) throws IOException {
    String simple = one.className().substring(one.className().lastIndexOf('.') + 1);
    String file = simple.replaceAll("\\$.*", "") + ".java";
    List<String> lines = Files.readAllLines(project.resolve("src/test/java/shop").resolve(file));
    for (int index = 0; index < lines.size(); index++) {
      String shown = "(" + file + ":" + (index + 1) + ")";
      if (lines.get(index).endsWith("// the leak") && one.failure().contains(shown)) {
        return true;
      }
    }
    return false;
  }
}
