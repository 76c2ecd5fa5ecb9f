package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.BuildFolder;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.ClassDump;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.MariaDb;
import io.robustdb.it.harness.MariaDbExtension;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.scenarios.HoldSession;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.LauncherSession;

/** A running JVM is attached to, asked, and left. */
@ExtendWith({PostgresExtension.class, MariaDbExtension.class})
class LiveTest {
  private static final int BAD_INPUT = 2;

  private final Postgres postgres;
  private final Programs programs;

  LiveTest(Postgres postgres) {
    this.postgres = postgres;
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

  /** The options of all others would not hold. */
  @Test
  void ofSeveralWhoAttachAtOnceOneDoes(@TempDir Path folder) throws Exception {
    try (RunningJvm jvm = programs.steps("live-raced", "connect", "wait").start()) {
      jvm.awaitLine("done connect");
      List<RunningJvm> attaching = new ArrayList<>();
      for (int number = 0; number < 4; number++) {
        attaching.add(
            ChildJvm.runningJar(AgentJar.path())
                .arguments("attach", pid(jvm), "report=" + folder.resolve("of-" + number))
                .start());
      }
      List<Result> ended = attaching.stream().map(RunningJvm::awaitExit).toList();

      assertThat(ended).filteredOn(each -> each.exitCode() == 0).hasSize(1);
      for (int number = 0; number < 4; number++) {
        boolean watches = ended.get(number).exitCode() == 0;
        assertThat(Files.exists(folder.resolve("of-" + number))).isEqualTo(watches);
        assertThat(ended.get(number).stderr())
            .isEqualToIgnoringNewLines(
                watches ? "" : "robustdb: robustdb is on in JVM " + pid(jvm) + " already");
      }
      command("detach", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stderr()).doesNotContain("robustdb:");
    }
  }

  /** Nobody needs to know which JVM it is, as long as one of them says that it has it. */
  @Test
  void ofSeveralJvmsTheOneThatHoldsTheSessionAnswers() throws Exception {
    try (RunningJvm first = programs.steps("many-first", "connect", "wait").agent("").start();
        RunningJvm second = programs.steps("many-second", "connect", "wait").agent("").start()) {
      first.awaitLine("done connect");
      second.awaitLine("done connect");

      for (RunningJvm jvm : List.of(first, second)) {
        String session = word(jvm.stdout(), "session ");
        RunningJvm other = jvm == first ? second : first;
        assertThat(command("whois", session).expectExit(0).stdout())
            .contains("session " + session + " is held by JVM " + pid(jvm))
            .doesNotContain("JVM " + pid(other));
      }
      for (RunningJvm jvm : List.of(first, second)) {
        jvm.writeLine("");
        jvm.awaitExit().expectExit(0);
      }
    }
  }

  /** Until the JVM has ended, which is no failure of who looks at it. */
  @Test
  void watchingShowsWhatHasChanged() throws Exception {
    try (RunningJvm jvm =
            programs
                .steps("watched", "connect", "wait", "connect-elsewhere", "wait")
                .agent("")
                .start();
        RunningJvm watch = watch(jvm)) {
      watch.awaitLine(": 1 connection open");
      watch.awaitLine("Connections.connect(");
      jvm.writeLine("");
      watch.awaitLine(": 2 connections open");
      watch.awaitLine("Connections.connectElsewhere(");
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);

      assertThat(watch.awaitExit().expectExit(0).stderr()).isEmpty();
    }
  }

  private static RunningJvm watch(RunningJvm jvm) {
    jvm.awaitLine("done connect");
    return ChildJvm.runningJar(AgentJar.path()).arguments("watch", "--every=1", pid(jvm)).start();
  }

  /** An administrator may end the session that is shown. */
  @Test
  void nothingIsShownOfWhatIsClosedAlready() throws Exception {
    try (RunningJvm jvm =
        programs.steps("live-held", "hold-twice=2500", "wait").agent("held-too-long=1s").start()) {
      jvm.awaitLine("done hold-twice");
      String shown = command("watch", "--times=1", pid(jvm)).expectExit(0).stdout();

      assertThat(shown)
          .contains("    1 connection ", " " + word(jvm.stdout(), "second ") + " ")
          .doesNotContain(" " + word(jvm.stdout(), "first ") + " ");
      Result narrow =
          ChildJvm.runningJar(AgentJar.path())
              .arguments("watch", "--times=1", pid(jvm))
              .environment("COLUMNS", "80")
              .run()
              .expectExit(0);
      assertThat(narrow.stdout().lines())
          .allMatch(line -> line.length() <= 80)
          .anyMatch(line -> line.startsWith("      io.robustdb.it.scenarios.steps.Connections."));
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  /** Names and SQL are the application's, and may steer the terminal of who reads them. */
  @Test
  void noControlCharacterReachesTheTerminal() throws Exception {
    try (RunningJvm jvm =
        programs
            .steps("live-escape", "sql=SELECT a\u001b[2J\u009b31m", "connect", "wait")
            .agent("")
            .start()) {
      jvm.awaitLine("done connect");
      for (String command : List.of("snapshot", "watch --times=1")) {
        List<String> words = new ArrayList<>(List.of(command.split(" ", -1)));
        words.add(pid(jvm));

        assertThat(command(words.toArray(String[]::new)).expectExit(0).stdout())
            .doesNotContain("\u001b", "\u009b")
            .contains("a?[");
      }
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stderr()).doesNotContain("\u001b", "\u009b");
    }
  }

  /** Who tidies up the folder for temporary files deletes it. */
  @Test
  void aSocketThatWasDeletedIsMadeAgain() throws Exception {
    try (RunningJvm jvm = programs.steps("live-tidied", "connect", "wait").agent("").start()) {
      jvm.awaitLine("done connect");
      command("snapshot", pid(jvm)).expectExit(0);
      Files.delete(socket(jvm));

      assertThat(command("snapshot", pid(jvm)).expectExit(0).stdout()).contains("1 connection");
      assertThat(Files.getPosixFilePermissions(socket(jvm)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
      assertThat(socket(jvm)).doesNotExist();
    }
  }

  private static Path socket(RunningJvm jvm) {
    return Path.of(
        System.getProperty("java.io.tmpdir"),
        "robustdb-" + System.getProperty("user.name"),
        pid(jvm));
  }

  /** What is loaded into it stays in it, and the JVM may warn of it on its standard error. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aCommandThatRefusesLeavesTheJvmAlone(Jdk jdk, @TempDir Path folder) throws Exception {
    try (RunningJvm jvm = programs.steps("live-refused", "connect", "wait").jdk(jdk).start()) {
      jvm.awaitLine("done connect");
      for (String word : List.of("snapshot", "watch", "detach")) {
        assertThat(command(word, pid(jvm)).expectExit(BAD_INPUT).stderr())
            .contains("robustdb is not on in JVM " + pid(jvm));
      }
      jvm.writeLine("");

      assertThat(jvm.awaitExit().expectExit(0).stderr()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whyTheAgentDoesNotStartIsSaidToWhoAttachesAndToNobodyElse(Jdk jdk, @TempDir Path folder)
      throws Exception {
    Path absent = folder.resolve("absent");
    try (RunningJvm jvm = programs.steps("live-absent", "connect", "wait").jdk(jdk).start()) {
      jvm.awaitLine("done connect");
      assertThat(command("attach", pid(jvm), "baseline=" + absent).expectExit(BAD_INPUT).stderr())
          .contains("JVM " + pid(jvm) + " refuses: ", absent.toString());
      assertThat(command("attach", pid(jvm), "guard=later").expectExit(BAD_INPUT).stderr())
          .contains("'later'");
      assertThat(listed(jvm)).contains("not watched");
      command("attach", pid(jvm)).expectExit(0);
      command("detach", pid(jvm)).expectExit(0);
      jvm.writeLine("");

      assertThat(jvm.awaitExit().expectExit(0).stderr()).doesNotContain("robustdb:", "at io.");
    }
  }

  @Test
  void aJvmThatRefusesToBeAttachedToHearsNothingOfIt() throws Exception {
    try (RunningJvm jvm =
        programs
            .steps("live-closed", "connect", "wait")
            .jvmArguments("-XX:+DisableAttachMechanism")
            .start()) {
      jvm.awaitLine("done connect");
      assertThat(command("attach", pid(jvm)).expectExit(BAD_INPUT).stderr())
          .contains("process " + pid(jvm), "DisableAttachMechanism");
      jvm.writeLine("");
      Result result = jvm.awaitExit().expectExit(0);

      assertThat(result.stderr()).isEmpty();
      assertThat(result.stdout()).doesNotContain("Full thread dump");
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

  /** Somebody else may have made the folder first, to be asked in the agent's place. */
  @Test
  void aFolderThatIsNotItsOwnersAloneIsNotTrusted(@TempDir Path folder) throws Exception {
    Path own = Files.createDirectory(folder.resolve("robustdb-" + System.getProperty("user.name")));
    Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (RunningJvm jvm = programs.steps("live-folder", "connect", "wait").agent("").start();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      jvm.awaitLine("done connect");
      server.bind(UnixDomainSocketAddress.of(own.resolve(pid(jvm))));
      Result asked =
          ChildJvm.runningJar(AgentJar.path())
              .jvmArguments("-Djava.io.tmpdir=" + folder)
              .arguments("snapshot", pid(jvm))
              .run();

      assertThat(asked.expectExit(BAD_INPUT).stderr()).contains(own.toString());
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  /** What is open may be closed yet: nobody may read that it was not. */
  @Test
  void noFormatTakesASnapshotForTheEnd() throws Exception {
    try (RunningJvm jvm = programs.steps("live", "connect", "wait").agent("").start()) {
      jvm.awaitLine("done connect");

      for (String format : List.of("text", "junit", "sarif", "gitlab", "github", "markdown")) {
        assertThat(
                ChildJvm.runningJar(AgentJar.path())
                    .arguments("snapshot", "--format=" + format, pid(jvm))
                    .workingDirectory(BuildFolder.module())
                    .run()
                    .expectExit(0)
                    .stdout())
            .contains("1 connection open [still open]")
            .doesNotContain("at the end");
      }
      assertThat(command("snapshot", "--format=json", pid(jvm)).expectExit(0).stdout())
          .contains("\"schema\":\"robustdb-report/1\"", "\"complete\":false")
          .contains("\"verdict\":\"open-at-exit\"", "Connections");
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  /** The database's administrator has a number, and asks for the line of code. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whoeverHoldsASessionIsFoundByItsNumber(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs.steps("whois-" + jdk.feature(), "checkout", "wait").jdk(jdk).agent("").start()) {
      jvm.awaitLine("done checkout");
      List<String> sessions = sessions("whois-" + jdk.feature());
      List<String> answers =
          sessions.stream().map(each -> command("whois", each).expectExit(0).stdout()).toList();

      for (int index = 0; index < sessions.size(); index++) {
        assertThat(answers.get(index))
            .contains("session " + sessions.get(index) + " is held by JVM " + pid(jvm));
      }
      assertThat(answers)
          .filteredOn(answer -> answer.contains("what      checkout"))
          .singleElement()
          .asString()
          .contains("opened at io.robustdb.it.scenarios.steps.Pools.checkout(")
          .contains("pool      the-pool", "opened by thread main", "last SQL  SELECT 1")
          .containsPattern("\n +at io\\.robustdb\\.it\\.scenarios\\.steps\\.Steps\\.main");
      assertThat(command("whois", "1").expectExit(1).stdout()).contains("holds session 1");
      assertThat(command("watch", pid(jvm), "--times=1").expectExit(0).stdout())
          .contains("1 checkout", "OPENED AT", "Pools.checkout(");
      jvm.writeLine("");
      jvm.awaitExit();
    }
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

  /** Root may run a command as somebody else; nobody else may do that. */
  @Test
  void aJvmOfAnotherUserIsLeftAlone(@TempDir Path folder) throws Exception {
    assumeThat(System.getProperty("user.name"))
        .as("only root can be somebody else")
        .isEqualTo("root");
    Path jar = readableByAll(folder);
    try (RunningJvm jvm = programs.steps("live-other", "connect-and-close", "wait").start()) {
      jvm.awaitLine("done connect-and-close");
      for (String word : List.of("attach", "detach", "snapshot", "watch")) {
        assertThat(refusedElsewhere(jar, word, jvm)).contains(pid(jvm));
      }
      assertThat(listed(jvm)).contains("not watched");
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stderr()).doesNotContain("robustdb");
    }
  }

  /** One that is watched: at its socket, whose owner has asked before, nobody else is heard. */
  @Test
  void nobodyElseAsksAtTheSocket(@TempDir Path folder) throws Exception {
    assumeThat(System.getProperty("user.name"))
        .as("only root can be somebody else")
        .isEqualTo("root");
    Path jar = readableByAll(folder);
    try (RunningJvm jvm = programs.steps("live-socket", "connect", "wait").agent("").start()) {
      jvm.awaitLine("done connect");
      assertThat(socket(jvm)).doesNotExist();
      command("snapshot", pid(jvm)).expectExit(0);
      assertThat(socket(jvm)).exists();
      for (String word : List.of("snapshot", "watch", "detach")) {
        assertThat(refusedElsewhere(jar, word, jvm)).contains(pid(jvm));
      }
      command("snapshot", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).report().complete()).isTrue();
    }
  }

  private static Path readableByAll(Path folder) throws IOException {
    Path jar = Files.copy(AgentJar.path(), folder.resolve("robustdb.jar"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setPosixFilePermissions(jar, PosixFilePermissions.fromString("r--r--r--"));
    return jar;
  }

  /** What a command of another user says, which is one line. */
  private static String refusedElsewhere(Path jar, String word, RunningJvm jvm) throws Exception {
    Process command =
        new ProcessBuilder(
                "setpriv",
                "--reuid=65534",
                "--regid=65534",
                "--clear-groups",
                Jdk.current().java().toString(),
                "-jar",
                jar.toString(),
                word,
                pid(jvm))
            .redirectErrorStream(true)
            .start();
    String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(command.waitFor()).as(said).isEqualTo(BAD_INPUT);
    assertThat(said.lines()).hasSize(1);
    return said;
  }

  /** The JVM warns on the application's standard error of each agent that is loaded. */
  @Test
  void whatIsAskedLaterLoadsNothingMore() throws Exception {
    String warning = "agent has been loaded dynamically";
    try (RunningJvm jvm =
        programs.steps("live-once", "connect", "wait").jdk(Jdk.newest()).start()) {
      jvm.awaitLine("done connect");
      command("attach", pid(jvm)).expectExit(0);
      for (int number = 0; number < 3; number++) {
        command("snapshot", pid(jvm)).expectExit(0);
      }
      jvm.writeLine("");

      assertThat(jvm.awaitExit().expectExit(0).stderr()).containsOnlyOnce(warning);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mariadb-java-client", "mysql-connector-j"})
  void aSessionOfMySqlIsFoundByItsNumberToo(String driver, MariaDb mariaDb) throws Exception {
    try (RunningJvm jvm =
        ChildJvm.running(HoldSession.class)
            .libraries(Libraries.newest(driver))
            .arguments(
                mariaDb.url(driver.startsWith("mysql") ? "mysql" : "mariadb"),
                mariaDb.user(),
                mariaDb.password(),
                "SELECT CONNECTION_ID()")
            .agent("")
            .start()) {
      jvm.awaitLine("session ");
      String session = word(jvm.stdout(), "session ");

      assertThat(command("whois", session).expectExit(0).stdout())
          .contains("session " + session + " is held by JVM " + pid(jvm))
          .contains("HoldSession");
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  @Test
  void whatCannotBeAttachedToIsSaidInOneLine() throws Exception {
    assertOneLine(command("attach", "1999999999"), "there is no process 1999999999");
    assertOneLine(command("attach", "1", "gaet=fail"), "gaet");
    try (RunningJvm closed =
        programs
            .steps("live-closed", "connect-and-close", "wait")
            .jvmArguments("-XX:-EnableDynamicAgentLoading")
            .start()) {
      closed.awaitLine("done connect-and-close");
      assertOneLine(command("attach", pid(closed)), "-XX:+EnableDynamicAgentLoading");
      closed.writeLine("");
      assertThat(closed.awaitExit().expectExit(0).stderr()).doesNotContain("robustdb");
    }
  }

  /** As in a container that was made small: what needs no other JVM works all the same. */
  @Test
  void aJavaThatCannotSeeOthersSaysSoAndJudgesReportsAllTheSame() {
    assertOneLine(commandWithoutAttach("list"), "jdk.attach");
    assertOneLine(commandWithoutAttach("attach", "1"), "jdk.attach");
    assertThat(commandWithoutAttach("gate", "--help").expectExit(0).stdout()).contains("--expect");
  }

  /** What is loaded into it would say so on the application's standard error. */
  @Test
  void aJvmThatIsTooOldHearsNothingOfIt() throws Exception {
    try (RunningJvm jvm = programs.steps("live-old", "as-java-11", "wait").start()) {
      jvm.awaitLine("done as-java-11");
      for (String word : List.of("attach", "snapshot")) {
        assertOneLine(
            command(word, pid(jvm)), "JVM " + pid(jvm) + " is Java 11, and robustdb needs 17");
      }
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stderr()).isEmpty();
    }
  }

  private static Result commandWithoutAttach(String... arguments) {
    return ChildJvm.runningJar(AgentJar.path())
        .jvmArguments("--limit-modules", "java.se")
        .arguments(arguments)
        .run();
  }

  private static void assertOneLine(Result result, String text) {
    result.expectExit(BAD_INPUT);
    assertThat(result.stderr().lines()).singleElement().asString().contains(text);
  }

  private static String listed(RunningJvm jvm) {
    return command("list")
        .expectExit(0)
        .stdout()
        .lines()
        .filter(line -> line.strip().startsWith(pid(jvm) + " "))
        .findFirst()
        .orElse("not listed");
  }

  /** What stands behind the first words of a line. */
  private static String word(String output, String first) {
    return output
        .lines()
        .filter(line -> line.startsWith(first))
        .map(line -> line.substring(first.length()))
        .findFirst()
        .orElseThrow();
  }

  private static String pid(RunningJvm jvm) {
    return Long.toString(jvm.pid());
  }

  private static Result command(String... arguments) {
    return ChildJvm.runningJar(AgentJar.path()).arguments(arguments).run();
  }

  /** What the server has of an application. */
  private List<String> sessions(String application) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection(postgres.url(), postgres.user(), postgres.password());
        PreparedStatement query =
            connection.prepareStatement(
                "SELECT pid FROM pg_stat_activity WHERE application_name LIKE ?")) {
      query.setString(1, "%" + application);
      List<String> sessions = new ArrayList<>();
      try (ResultSet answer = query.executeQuery()) {
        while (answer.next()) {
          sessions.add(answer.getString(1));
        }
      }
      return sessions;
    }
  }
}
