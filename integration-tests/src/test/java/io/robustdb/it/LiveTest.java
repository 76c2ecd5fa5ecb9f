package io.robustdb.it;

import static io.robustdb.it.Commands.BAD_INPUT;
import static io.robustdb.it.Commands.assertOneLine;
import static io.robustdb.it.Commands.command;
import static io.robustdb.it.Commands.pid;
import static io.robustdb.it.Commands.readableByAll;
import static io.robustdb.it.Commands.refusedElsewhere;
import static io.robustdb.it.Commands.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.BuildFolder;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.MariaDb;
import io.robustdb.it.harness.MariaDbExtension;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.scenarios.HoldSession;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A running JVM is asked what it has open, by its owner alone. */
@ExtendWith({PostgresExtension.class, MariaDbExtension.class})
class LiveTest {
  private final Postgres postgres;
  private final Programs programs;

  LiveTest(Postgres postgres) {
    this.postgres = postgres;
    this.programs = new Programs(postgres);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
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

  /** As in a container that was made small: what needs no other JVM works all the same. */
  @Test
  void aJavaThatCannotSeeOthersSaysSoAndJudgesReportsAllTheSame() {
    assertOneLine(commandWithoutAttach("list"), "jdk.attach");
    assertOneLine(commandWithoutAttach("attach", "1"), "jdk.attach");
    assertThat(commandWithoutAttach("gate", "--help").expectExit(0).stdout()).contains("--expect");
  }

  private static Result commandWithoutAttach(String... arguments) {
    return ChildJvm.runningJar(AgentJar.path())
        .jvmArguments("--limit-modules", "java.se")
        .arguments(arguments)
        .run();
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
