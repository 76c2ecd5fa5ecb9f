package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Report;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.Sources;
import io.robustdb.it.scenarios.steps.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Why something is a finding, and why it is none. */
@ExtendWith(PostgresExtension.class)
class VerdictTest {
  private static final String CONNECTIONS = Steps.class.getPackageName() + ".Connections";

  private final Programs programs;

  VerdictTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  @Test
  void whatIsClosedInWhateverWayIsNoFinding() {
    Result result =
        run(
            "",
            "connect-and-close",
            "abort",
            "close-in-other-thread",
            "close-in-hook",
            "close-twice",
            "failed-query-closed",
            "pool-and-close",
            "pool-closed-in-slow-hook",
            "connect-interrupted");

    assertThat(result.report().findings()).as("%s", result).isEmpty();
    assertThat(result.stderr()).contains("robustdb: no leaks (");
    assertThat(result.stdout()).contains("interrupted true");
  }

  @Test
  void aFailedQueryIsToldWithItsCause() {
    Finding found = single(run("", "failed-query"));

    assertThat(found.verdict()).isEqualTo("after-failed-probe");
    assertThat(found.outcomes()).isEqualTo(Map.of("still-open", 1));
    isAt(found, "failedQuery", "failed-query");
    Finding.Probe probe = Objects.requireNonNull(found.probe());
    assertThat(probe.sql()).isEqualTo("SELECT 1 FROM no_such_table");
    assertThat(probe.error()).isEqualTo("org.postgresql.util.PSQLException");
    assertThat(probe.sqlState()).isEqualTo("42P01");
    assertThat(probe.message()).contains("no_such_table");
    assertThat(probe.answeredSince()).isNull();
    assertThat(Objects.requireNonNull(probe.site()).method()).isEqualTo("check");
    assertThat(Objects.requireNonNull(probe.site()).line()).isEqualTo(line("check"));
  }

  @Test
  void aConnectionThatIsNotValidIsTold() {
    Finding found = single(run("", "invalid"));

    assertThat(found.verdict()).isEqualTo("after-failed-probe");
    isAt(found, "invalid", "invalid");
    assertThat(Objects.requireNonNull(found.probe()).sql()).isNull();
  }

  @Test
  void aFailedSetUpIsTold() {
    Finding found = single(run("", "failed-set-up"));

    assertThat(found.verdict()).isEqualTo("after-failed-probe");
    isAt(found, "failedSetUp", "failed-set-up");
  }

  @Test
  void aFailureThatIsFollowedBySuccessIsNoReasonButIsTold() {
    Result result = run("", "failed-query-recovered");
    Finding found = single(result);

    assertThat(found.verdict()).isEqualTo("open-at-exit");
    Finding.Probe probe = Objects.requireNonNull(found.probe());
    assertThat(probe.sqlState()).isEqualTo("42P01");
    assertThat(probe.answeredSince()).isTrue();
    assertThat(result.stderr())
        .containsPattern("check .* failed with .*; the server has answered since\n");
  }

  /** That all it has is in use says nothing of the server. */
  @Test
  void aPoolThatHasNothingLeftHasNotFailedACheck() {
    Result result = run("gate=fail", "exhaust");

    assertThat(result.stdout()).contains("refused ");
    assertThat(single(result).verdict()).isEqualTo("open-at-exit");
    assertThat(single(result).probe()).isNull();
  }

  @Test
  void aPoolWhoseFirstCheckFailedIsTold() {
    Report report = run("", "pool-failed-query").report();

    assertThat(report.findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.resource()).isEqualTo("pool");
              assertThat(found.verdict()).isEqualTo("after-failed-probe");
              assertThat(found.pool()).isEqualTo("the-pool");
              assertThat(found.site().line()).isEqualTo(Sources.lineOf(poolsClass(), "pool"));
            });
  }

  @Test
  void aConnectionOnItsWayIntoItsPoolIsNoFindingOfItsOwn() {
    Report report = run("", "pool-still-filling").report();

    assertThat(report.findings("pool")).hasSize(1);
    assertThat(report.findings("connection")).as("%s", report).isEmpty();
  }

  @Test
  void whatIsLostWhileTheApplicationRunsIsAbandoned() {
    Finding found = single(run("", "drop", "collect"));

    assertThat(found.verdict()).isEqualTo("abandoned");
    isAt(found, "drop", "drop");
  }

  @Test
  void whatIsLostRightBeforeTheEndIsAbandoned() {
    Finding found = single(run("", "drop"));

    assertThat(found.verdict()).isEqualTo("abandoned");
    isAt(found, "drop", "drop");
  }

  @Test
  void aLostCheckoutIsAbandonedThoughItsPoolHoldsTheConnection() {
    Report report = run("", "drop-checkout", "collect").report();

    assertThat(report.findings("checkout"))
        .singleElement()
        .satisfies(found -> assertThat(found.verdict()).isEqualTo("abandoned"));
    assertThat(report.findings("connection")).isEmpty();
    assertThat(report.findings("pool")).hasSize(1);
  }

  @Test
  void whatIsHeldTooLongIsToldThoughItWasClosedLate() {
    Finding found = single(run("held-too-long=1s", "hold=3500", "hold=1"));

    assertThat(found.verdict()).isEqualTo("held-too-long");
    assertThat(found.outcomes()).isEqualTo(Map.of("closed-late", 1));
    isAt(found, "hold", "hold");
  }

  @Test
  void whatIsHeldTooLongIsSaidWhileItIsHeldAndWhenItIsGivenBack() {
    String said = run("held-too-long=1s", "hold=3500", "hold=1").stderr();

    String[] parts = said.split("a connection is held for ", -1);
    assertThat(parts).as(said).hasSize(2);
    assertThat(parts[1])
        .containsPattern("^[12]\\.\\d s by thread main, server session \\d+, last SQL SELECT 1\n")
        .containsPattern(
            "\nrobustdb: WARN   opened\n(.*\n)*?robustdb: WARN     at .*Connections\\.hold\\(")
        .containsPattern(
            "\nrobustdb: WARN   thread main now \\(TIMED_WAITING\\)\n"
                + "robustdb: WARN     at java\\.[^\n]*sleep(.*\n)*?"
                + "robustdb: WARN     at .*Connections\\.hold\\(")
        .containsPattern(
            "a connection of thread main was given back after [3-5]\\.\\d s; opened at .*Connections\\.hold\\(");
  }

  @Test
  void noCodeOfTheApplicationsIsRunToTellWhatAThreadDoes() {
    Result result = run("held-too-long=1s", "hold-in-own-thread=3500");

    assertThat(result.stdout()).doesNotContain("asked for");
    assertThat(result.stderr())
        .containsPattern(
            "\nrobustdb: WARN   thread of-its-own now \\(TIMED_WAITING\\)\n"
                + "robustdb: WARN     at java\\.[^\n]*sleep")
        .contains("a connection of thread of-its-own was given back");
  }

  @Test
  void whatWasHeldTooLongAndIsLostIsSaidToBeLost() {
    String said = run("held-too-long=1s", "drop-after=2500", "collect", "pause=1500").stderr();

    assertThat(said).containsOnlyOnce("a connection of thread main was lost without being closed");
  }

  @Test
  void codeThatIsKnownToNeedLongerIsGivenItsOwnTime(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("robustdb.properties");
    for (String name : List.of("steps", "steps.Connections", "steps.Connections.hold")) {
      Files.writeString(
          file,
          "held-too-long=1s\nheld-too-long.io.robustdb.it.scenarios."
              + name
              + " = 1h\n"
              + "held-too-long.io=2s");

      Result result = run("config=" + file, "hold=3500");

      assertThat(result.stderr()).as(name).doesNotContain("is held for");
      assertThat(result.report().findings()).as(name).isEmpty();
    }
    Files.writeString(file, "held-too-long.io.robustdb.it.scenarios.steps.Connections = 1s");
    assertThat(single(run("config=" + file, "hold=3500")).verdict()).isEqualTo("held-too-long");
    Files.writeString(file, "held-too-long.io.robustdb.it.scenarios.steps.Connect = 1s");
    assertThat(run("config=" + file, "hold=3500").report().findings()).isEmpty();
  }

  /** The stack of another opening by the same line may be in other code. */
  @Test
  void timesForCodeGoByTheStackOfEachCheckout(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("robustdb.properties");
    String pools = "held-too-long.io.robustdb.it.scenarios.steps.Pools.";
    Files.writeString(file, "held-too-long=1s\n" + pools + "longWork = 1h");

    assertThat(run("config=" + file, "hold-checkouts=3500").report().findings()).isEmpty();

    Files.writeString(file, "held-too-long=1s\n" + pools + "shortWork = 1h");
    assertThat(single(run("config=" + file, "hold-checkouts=3500")).verdict())
        .isEqualTo("held-too-long");
  }

  /** The log is the application's, too. */
  @Test
  void ofMuchThatIsHeldTooLongTheFirstIsShownAndTheOthersAreCounted() {
    String said = run("held-too-long=1s", "checkouts=25", "pause=3500").stderr();

    assertThat(said.split("a checkout of pool the-pool is held for ", -1)).hasSize(1 + 20);
    assertThat(said).containsOnlyOnce("more are held too long");
  }

  /** Which it opens as it is made, and in threads of its own. */
  @Test
  void whatAPoolHasInStockIsMeantToBeHeld() {
    Result result = run("held-too-long=1s", "pool", "pause=3500", "hold=2500");

    assertThat(result.stderr()).containsOnlyOnce("is held for");
    assertThat(result.report().findings("connection"))
        .singleElement()
        .satisfies(found -> isAt(found, "hold", "hold"));
    assertThat(result.report().findings("pool"))
        .singleElement()
        .satisfies(found -> assertThat(found.verdict()).isEqualTo("open-at-exit"));
  }

  @Test
  void nothingIsHeldTooLongUnlessAskedFor() {
    assertThat(run("", "hold=1500").report().findings()).isEmpty();
  }

  @Test
  void aPoolThatNeverOpenedAConnectionIsNoFinding() {
    Report report = run("", "pool-unused", "connect-and-close").report();

    assertThat(report.findings()).isEmpty();
    assertThat(report.totals().open()).containsEntry("pool", 0L);
  }

  @Test
  void statementsAndResultSetsAreToldWhenAskedFor() {
    Report report = run("statements=on", "statement", "result-set").report();

    assertThat(report.findings("statement")).hasSize(2);
    assertThat(report.findings("statement"))
        .anySatisfy(found -> isAt(found, "statement", "statement"));
    assertThat(report.findings("resultSet"))
        .singleElement()
        .satisfies(found -> isAt(found, "resultSet", "result-set"));
  }

  @Test
  void closedStatementsAreNoFinding() {
    Result result = run("statements=on", "statements-closed", "statements-closed-with-connection");

    assertThat(result.report().findings()).as("%s", result).isEmpty();
    assertThat(result.report().totals().opened().get("resultSet")).isEqualTo(4);
  }

  @Test
  void statementsAreNotToldUnlessAskedFor() {
    Report report = run("", "statement").report();

    assertThat(report.findings("statement")).isEmpty();
    assertThat(report.totals().opened()).containsEntry("statement", 0L);
  }

  @Test
  void aConnectionBehindAProxyIsToldOnce() {
    Finding found = single(run("", "proxy"));

    isAt(found, "proxy", "proxy");
  }

  @Test
  void theSessionIsTheOneThatTheServerKnows() {
    Result result = run("", "connect");

    String session =
        result
            .stdout()
            .lines()
            .filter(line -> line.startsWith("session "))
            .findFirst()
            .orElseThrow();
    assertThat(single(result).instances().get(0).serverSession())
        .isEqualTo(session.substring("session ".length()));
  }

  @Test
  void virtualThreadsAreNamedAsSuch() {
    Assumptions.assumeTrue(Jdk.newest().feature() >= 21, "no JDK with virtual threads here");
    Result result =
        programs
            .steps("verdict", "connect-in-virtual-thread")
            .jdk(Jdk.newest())
            .agent("")
            .run()
            .expectExit(0);

    Finding found = single(result);
    assertThat(found.instances().get(0).thread()).isEqualTo("a-virtual-one");
    assertThat(found.instances().get(0).virtual()).isTrue();
    assertThat(result.stderr()).contains("virtual thread a-virtual-one");
  }

  private Result run(String options, String... steps) {
    return programs.steps("verdict", steps).agent(options).run().expectExit(0);
  }

  private static Finding single(Result result) {
    assertThat(result.report().complete()).isTrue();
    assertThat(result.report().findings()).as("%s", result).hasSize(1);
    return result.report().findings().get(0);
  }

  private static void isAt(Finding found, String method, String site) {
    assertThat(found.site().className()).isEqualTo(CONNECTIONS);
    assertThat(found.site().method()).contains(method);
    assertThat(found.site().line()).isEqualTo(line(site));
    assertThat(found.origin()).isEqualTo("application");
  }

  private static int line(String site) {
    return Sources.lineOf(typeOf(CONNECTIONS), site);
  }

  private static Class<?> poolsClass() {
    return typeOf(Steps.class.getPackageName() + ".Pools");
  }

  private static Class<?> typeOf(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException absent) {
      throw new IllegalStateException(absent);
    }
  }
}
