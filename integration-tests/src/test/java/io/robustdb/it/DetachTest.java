package io.robustdb.it;

import static io.robustdb.it.Commands.BAD_INPUT;
import static io.robustdb.it.Commands.command;
import static io.robustdb.it.Commands.listed;
import static io.robustdb.it.Commands.pid;
import static io.robustdb.it.Commands.word;
import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.BuildFolder;
import io.robustdb.it.harness.ClassDump;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherSession;

/** The agent leaves a running JVM, and the JVM is as it was. */
@ExtendWith(PostgresExtension.class)
class DetachTest {
  private final Programs programs;

  DetachTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatIsOpenedAfterAttachingIsSeenUntilTheAgentIsDetached(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs
            .steps("live", "connect", "wait", "connect-elsewhere", "wait", "connect-deep", "wait")
            .jdk(jdk)
            .start()) {
      jvm.awaitLine("done connect");
      String session = word(jvm.stdout(), "session ");
      assertThat(listed(jvm)).contains("not watched").endsWith("Steps");
      assertThat(command("snapshot", pid(jvm)).expectExit(BAD_INPUT).stderr())
          .contains("robustdb is not on in JVM " + pid(jvm));

      command("attach", pid(jvm), "report=" + jvm.reportFolder()).expectExit(0);
      assertThat(listed(jvm)).contains(" watched");
      assertThat(command("attach", pid(jvm)).expectExit(BAD_INPUT).stderr())
          .contains("is on in JVM " + pid(jvm) + " already");
      jvm.writeLine("");
      jvm.awaitLine("done connect-elsewhere");
      assertThat(command("snapshot", pid(jvm)).expectExit(0).stdout())
          .contains("1 connection open [still open]", "connectElsewhere", "this is a snapshot")
          .contains("opened before robustdb came", "server session " + session)
          .doesNotContain(".connect(", "at the end", "at-exit");
      assertThat(command("whois", session).expectExit(0).stdout())
          .contains("is held by JVM " + pid(jvm), "opened before robustdb came");

      command("detach", pid(jvm)).expectExit(0);
      assertThat(listed(jvm)).contains("not watched");
      jvm.writeLine("");
      jvm.awaitLine("done connect-deep");
      command("attach", pid(jvm)).expectExit(0);
      assertThat(command("snapshot", pid(jvm)).expectExit(0).stdout())
          .contains("2 connections open [still open]", "opened before robustdb came");
      command("detach", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      Result result = jvm.awaitExit().expectExit(0);

      assertThat(result.stderr()).doesNotContain("robustdb:");
      assertThat(result.report().complete()).isFalse();
      assertThat(result.report().findings())
          .hasSize(2)
          .filteredOn(found -> !found.stack().isEmpty())
          .singleElement()
          .satisfies(found -> assertThat(found.site().method()).isEqualTo("connectElsewhere"));
    }
  }

  /** It would make no report any more, and be gone before it has one. */
  @Test
  void aJvmThatIsEndingKeepsItsAgent() throws Exception {
    try (RunningJvm jvm =
        programs.steps("live-ending", "connect", "slow-hook", "wait").agent("").start()) {
      jvm.awaitLine("done slow-hook");
      command("snapshot", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      jvm.awaitLine("hook runs");
      assertThat(command("detach", pid(jvm)).expectExit(BAD_INPUT).stderr())
          .contains("refuses: the JVM is ending");

      Result result = jvm.awaitExit().expectExit(0);
      assertThat(result.report().complete()).isTrue();
      assertThat(result.report().findings()).hasSize(1);
    }
  }

  /** What threads of the application have of it in their thread locals must not hold it. */
  @ParameterizedTest
  @MethodSource("jdks")
  void nothingOfADetachedAgentStays(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs
            .steps("live-gone", "checkout", "wait", "connect-elsewhere", "wait")
            .jdk(jdk)
            .start()) {
      jvm.awaitLine("done checkout");
      command("attach", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      jvm.awaitLine("done connect-elsewhere");
      assertThat(hasAgent(jvm, jdk)).isTrue();
      command("detach", pid(jvm)).expectExit(0);

      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20); // its threads are ending
      boolean there = hasAgent(jvm, jdk);
      while (there && System.nanoTime() < end) {
        there = hasAgent(jvm, jdk);
      }
      assertThat(there).isFalse();
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  /** As the JDK's own histogram tells: it collects garbage before it counts. */
  private static boolean hasAgent(RunningJvm jvm, Jdk jdk) throws Exception {
    Process process =
        new ProcessBuilder(
                jdk.java().resolveSibling("jcmd").toString(), pid(jvm), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains(" java.lang.String");
    return output.lines().anyMatch(line -> line.endsWith(" io.robustdb.core.Agent"));
  }

  /** By the bytes that the JVM runs, as its own debugger reads them. */
  @ParameterizedTest
  @MethodSource("jdks")
  void theClassesAreAsTheyWereWhenTheAgentHasLeft(Jdk jdk) throws Exception {
    List<String> types =
        List.of(
            "io.robustdb.it.scenarios.steps.Connections",
            "org.postgresql.Driver",
            "org.postgresql.jdbc.PgConnection",
            "org.postgresql.jdbc.PgStatement");
    try (RunningJvm jvm =
        programs
            .steps(
                "live-dump", "connect-and-close", "wait", "connect", "wait", "connect-deep", "wait")
            .jdk(jdk)
            .start()) {
      jvm.awaitLine("done connect-and-close");
      ClassDump dump = new ClassDump(jdk, jvm.pid());
      Map<String, String> before = dump.of(types);
      command("attach", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      jvm.awaitLine("done connect");
      Map<String, String> meanwhile = dump.of(types);
      command("detach", pid(jvm)).expectExit(0);
      Map<String, String> after = dump.of(types);
      jvm.writeLine("");
      jvm.awaitLine("done connect-deep");
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);

      for (String type : types) {
        assertThat(meanwhile.get(type)).as(type).contains("java/lang/Robustdb");
        assertThat(after.get(type)).as(type).isEqualTo(before.get(type));
      }
    }
  }

  /** What tells which test runs is woven in another way than what uses JDBC. */
  @Test
  void theClassesOfATestFrameworkAreAsTheyWereToo() throws Exception {
    List<String> types =
        List.of(LauncherSession.class.getPackageName() + ".core.DefaultLauncherSession");
    List<Path> classPath = new ArrayList<>(List.of(BuildFolder.testClasses()));
    classPath.addAll(Libraries.jars(Libraries.newest("postgresql")));
    classPath.add(
        Path.of(LauncherSession.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    try (RunningJvm without =
            programs
                .steps("live-tests", "load=" + types.get(0), "wait")
                .classPath(classPath)
                .start();
        RunningJvm jvm =
            programs
                .steps("live-tests", "connect-and-close", "wait", "load=" + types.get(0), "wait")
                .classPath(classPath)
                .start()) {
      without.awaitLine("done load");
      String before =
          new ClassDump(Jdk.current(), without.pid()).of(types).getOrDefault(types.get(0), "");
      jvm.awaitLine("done connect-and-close");
      command("attach", pid(jvm), "junit=report").expectExit(0);
      jvm.writeLine("");
      jvm.awaitLine("done load");
      ClassDump dump = new ClassDump(Jdk.current(), jvm.pid());
      String meanwhile = dump.of(types).getOrDefault(types.get(0), "");
      command("detach", pid(jvm)).expectExit(0);
      String after = dump.of(types).getOrDefault(types.get(0), "");
      for (RunningJvm each : List.of(without, jvm)) {
        each.writeLine("");
        each.awaitExit().expectExit(0);
      }

      assertThat(meanwhile).contains("java/lang/RobustdbTests");
      // in each JVM the methods have an order of their own
      assertThat(after.lines()).containsExactlyInAnyOrderElementsOf(before.lines().toList());
    }
  }

  /** The second one must not take away what was attached after the first. */
  @ParameterizedTest
  @MethodSource("jdks")
  void twoWhoDetachAtOnceDetachOnce(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs
            .steps("live-twice", "connect", "wait", "connect-elsewhere", "wait")
            .jdk(jdk)
            .start()) {
      jvm.awaitLine("done connect");
      command("attach", pid(jvm)).expectExit(0);
      CompletableFuture<Result> other =
          CompletableFuture.supplyAsync(() -> command("detach", pid(jvm)));
      List<Integer> exits = List.of(command("detach", pid(jvm)).exitCode(), other.get().exitCode());
      command("attach", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      jvm.awaitLine("done connect-elsewhere");

      assertThat(exits).contains(0);
      assertThat(command("snapshot", pid(jvm)).expectExit(0).stdout())
          .contains("1 connection open [still open]", "connectElsewhere");
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }
}
