package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A running JVM is attached to, asked, and left. */
@ExtendWith(PostgresExtension.class)
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
          .doesNotContain(".connect(", "at the end", "at-exit");

      command("detach", pid(jvm)).expectExit(0);
      assertThat(listed(jvm)).contains("not watched");
      jvm.writeLine("");
      jvm.awaitLine("done connect-deep");
      command("attach", pid(jvm)).expectExit(0);
      assertThat(command("snapshot", pid(jvm)).expectExit(0).stdout()).contains("no leaks");
      command("detach", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      Result result = jvm.awaitExit().expectExit(0);

      assertThat(result.stderr()).doesNotContain("robustdb:");
      assertThat(result.report().complete()).isFalse();
      assertThat(result.report().findings())
          .singleElement()
          .satisfies(found -> assertThat(found.site().method()).isEqualTo("connectElsewhere"));
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
          .contains("opened at io.robustdb.it.scenarios.steps.Pools.checkout(");
      assertThat(command("whois", "1").expectExit(1).stdout()).contains("holds session 1");
      assertThat(command("watch", pid(jvm), "--times=1").expectExit(0).stdout())
          .contains("1 checkout", "OPENED AT", "Pools.checkout(");
      jvm.writeLine("");
      jvm.awaitExit();
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
