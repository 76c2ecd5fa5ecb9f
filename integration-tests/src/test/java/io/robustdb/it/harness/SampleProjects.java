package io.robustdb.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;

/**
 * The projects in {@code src/projects}, whose tests are run by Maven with the gate in nothing but a
 * JVM argument. In these, a test whose name begins with {@code leaks} and a class whose name begins
 * with {@code Leaking} have to be red, on the line that says so; all others must not be, but one
 * that fails by itself. Immutable.
 */
public final class SampleProjects {
  private final Postgres postgres;

  public SampleProjects(Postgres postgres) {
    this.postgres = postgres;
  }

  /** A build of a project of Jupiter's newest version, under the newest Surefire. */
  public MavenBuild jupiter(String project) {
    return build(project, "3.6.1").property("junit.version", "6.1.3");
  }

  /** A build of a project of JUnit 4's. */
  public MavenBuild junit4(String project, String surefire) {
    return build(project, surefire).property("junit4.version", "4.13.2");
  }

  /** A build in which a test that leaks fails. */
  public MavenBuild build(String project, String surefire) {
    return MavenBuild.of(project)
        .property("surefire.version", surefire)
        .property("postgresql.version", System.getProperty("postgresql.version", ""))
        .property("hikaricp.version", System.getProperty("hikaricp.version", ""))
        .property("slf4j.version", System.getProperty("slf4j.version", ""))
        .property("commons-dbcp2.version", System.getProperty("commons-dbcp2.version", ""))
        .property("argLine", MavenBuild.agent("junit=fail"))
        .environment("DATABASE_URL", databaseUrl());
  }

  /** What the tests connect to. */
  public String databaseUrl() {
    return postgres.url("test-gate")
        + "&user="
        + postgres.user()
        + "&password="
        + postgres.password();
  }

  /** What has become of the tests of a build, by Surefire. */
  public static List<TestReports.Case> cases(MavenBuild build) {
    return TestReports.in(build.project().resolve("target/surefire-reports")).cases();
  }

  /**
   * Makes sure that what leaks is red and nothing else, and that the build fails for nothing else.
   *
   * @param reports the folder in the target folder that the plugin has written
   */
  public static void check(MavenBuild build, Result result, String reports) throws IOException {
    check(build.project(), result, "target/" + reports);
  }

  /**
   * The same of any build.
   *
   * @param reports the folder in the project
   */
  public static void check(Path project, Result result, String reports) throws IOException {
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
    for (Path file : reportsIn(folder)) {
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

  /** The reports of robustdb in a folder. */
  public static List<Path> reportsIn(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).toList();
    }
  }
}
