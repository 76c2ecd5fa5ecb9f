package io.robustdb.it;

import static io.robustdb.it.Commands.BAD_INPUT;
import static io.robustdb.it.Commands.assertOneLine;
import static io.robustdb.it.Commands.command;
import static io.robustdb.it.Commands.listed;
import static io.robustdb.it.Commands.pid;
import static io.robustdb.it.Commands.readableByAll;
import static io.robustdb.it.Commands.refusedElsewhere;
import static io.robustdb.it.Commands.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A running JVM is attached to, once and by its owner alone, or left as it is. */
@ExtendWith(PostgresExtension.class)
class AttachTest {
  private final Programs programs;

  AttachTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
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
}
