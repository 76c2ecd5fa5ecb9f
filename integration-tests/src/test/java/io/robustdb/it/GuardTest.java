package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.MariaDb;
import io.robustdb.it.harness.MariaDbExtension;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.scenarios.guard.FailingClose;
import io.robustdb.it.scenarios.guard.SetUps;
import io.robustdb.it.scenarios.guard.StartUps;
import io.robustdb.it.scenarios.guard.UnderLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a failed check leaves behind is closed where nobody can use it, and nothing else is. */
@ExtendWith({PostgresExtension.class, MariaDbExtension.class})
class GuardTest {
  private static final List<String> LEAKS =
      List.of(
          "caught-in-the-loop",
          "leaves-the-method",
          "callers-caller",
          "helper-opens",
          "helper-checks",
          "lambda",
          "stream",
          "inner-class",
          "constructor",
          "inherited-constructor",
          "static-initialiser",
          "recursion",
          "outer-variable",
          "field-overwritten",
          "is-valid",
          "set-up",
          "prepared",
          "call",
          "batch",
          "time-out",
          "terminated",
          "no-jdbc-error",
          "error",
          "checked-elsewhere",
          "busy-neighbour",
          "busy-neighbour-queue",
          "pool",
          "pool-caught-in-the-loop",
          "pool-of-own-class",
          "pool-under-management",
          "pool-without-permission",
          "completable-future",
          "scheduled",
          "virtual-thread",
          "structured",
          "future-given-up",
          "interrupted",
          "proxy",
          "metadata",
          "driver",
          "data-source",
          "data-source-checked-outside",
          "opened-before",
          "pooled-connection",
          "xa-connection",
          "schema",
          "read-only",
          "network-timeout");

  /** Where something has the former one while the next is opened. */
  private static final List<String> OVERLAPPING = List.of("outer-variable", "field-overwritten");

  private static final List<String> HANDS_OFF =
      List.of(
          "check-repeated",
          "closes-itself",
          "field",
          "put-aside",
          "registry",
          "pool-in-registry",
          "thread-local",
          "cache",
          "unstarted-thread",
          "started-thread",
          "delayed",
          "queue",
          "holder-argument",
          "returned-lambda",
          "thrown",
          "expected-error",
          "pool-recovers",
          "own-retry",
          "virtual-thread",
          "parked-thread",
          "parked-virtual-thread",
          "shutdown-hook",
          "naming",
          "pool-in-naming",
          "other-class",
          "reactive",
          "state-08001",
          "state-57P01",
          "metadata-in-catch",
          "used-since",
          "failing-after-use",
          "own-thread",
          "initialiser",
          "loader-field",
          "checkout-of-lost-pool",
          "wrapper-fresh",
          "wrapper-proven",
          "wrapper-business",
          "wrapper-handles-fresh",
          "wrapper-handles-proven",
          "wrapper-handles-proven-business");

  private final Postgres postgres;

  GuardTest(Postgres postgres) {
    this.postgres = postgres;
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void noShapeOfCodeLeavesASessionBehind(Jdk jdk) {
    Result result =
        startUps("guarded", "leaks", LEAKS)
            .jdk(jdk)
            .jvmArguments(
                jdk.feature() >= 25 ? "--enable-preview" : "-ea") // structured concurrency
            .agent("")
            .timeout(Duration.ofMinutes(5))
            .run()
            .expectExit(0);

    SoftAssertions softly = new SoftAssertions();
    for (String leak : LEAKS) {
      softly.assertThat(numbers(result, "sessions " + leak + " ")).as(leak).isNotEmpty();
      softly
          .assertThat(numbers(result, "sessions " + leak + " "))
          .as("%s, while it runs", leak)
          .allMatch(sessions -> sessions <= (OVERLAPPING.contains(leak) ? 2 : 1));
      softly.assertThat(numbers(result, "after " + leak + " ")).as(leak).containsExactly(0);
    }
    softly
        .assertThat(result.stdout())
        .doesNotContain("suppressed 1")
        .doesNotContain("did not fail");
    softly.assertThat(result.stderr()).contains("closed by guard");
    softly.assertAll();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theApplicationNoticesNothing(Jdk jdk) {
    Result without = startUps("alone", "hands-off", HANDS_OFF).jdk(jdk).run().expectExit(0);
    Result with =
        startUps("watched", "hands-off", HANDS_OFF).jdk(jdk).agent("").run().expectExit(0);

    assertThat(with.stdout()).isEqualTo(without.stdout()).contains("shutdown-hook works");
    assertThat(with.stdout()).contains("wrapper-fresh closed false");
    assertThat(with.stderr()).doesNotContain("Wrappers");
    assertThat(with.stderr()).doesNotContain("closed by guard");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void librariesThatLeaveConnectionsLeaveNone(Jdk jdk) {
    String[] cases = {"agroal-initial-sql", "spring-schema", "mybatis-isolation"};
    Result without = libraries("alone", cases).jdk(jdk).run().expectExit(0);
    Result with = libraries("guarded", cases).jdk(jdk).agent("").run().expectExit(0);

    for (String each : cases) {
      assertThat(numbers(without, "after " + each + " ")).as(each).allMatch(left -> left > 0);
      assertThat(numbers(with, "sessions " + each + " ")).as(each).containsExactly(0, 0, 0);
      assertThat(numbers(with, "after " + each + " ")).as(each).containsExactly(0);
    }
    assertThat(with.stdout()).doesNotContain("did not fail").doesNotContain("suppressed 1");
    assertThat(with.report().findings()).allMatch(found -> found.origin().equals("library"));
  }

  /** Where the application is nowhere on the stack, and the driver only did what it was told. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatALibraryOpensInItsOwnThreadIsPutDownToTheLibrary(Jdk jdk) {
    Result result = libraries("guarded", "agroal-own-thread").jdk(jdk).agent("").run();

    assertThat(result.expectExit(0).report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.origin()).isEqualTo("library");
              assertThat(found.site().className()).startsWith("io.agroal.");
              assertThat(found.stack().get(0)).startsWith("org.postgresql.Driver.connect");
            });
    assertThat(result.stderr()).contains("suppress  leak:io.agroal.");
  }

  /** What it has taken is given back with it: it is no resource of its own, nor a suspect. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aLazyHandleOnlyStandsForWhatItHasTaken(Jdk jdk) {
    Result without = libraries("lazy", "spring-lazy").jdk(jdk).run().expectExit(0);
    Result with = libraries("lazy", "spring-lazy").jdk(jdk).agent("log=info").run().expectExit(0);

    assertThat(with.stdout()).isEqualTo(without.stdout()).contains("spring-lazy works");
    assertThat(with.stderr()).doesNotContain("guard left").doesNotContain("guard closed");
    assertThat(with.report().findings()).as("%s", with).isEmpty();
  }

  /** What its close throws is told, to the application and in the report; closed it is. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aPoolWhoseCloseThrowsWhenAllIsClosedIsClosed(Jdk jdk) {
    Result with = libraries("guarded", "postgres-pooling").jdk(jdk).agent("").run().expectExit(0);

    assertThat(numbers(with, "sessions postgres-pooling ")).containsExactly(0, 0, 0);
    assertThat(with.stdout()).contains("suppressed 1").doesNotContain("did not fail");
    assertThat(with.stderr()).contains(" (closing it threw java.lang.NullPointerException), ");
    assertThat(with.report().findings())
        .as("%s", with)
        .singleElement()
        .satisfies(
            found -> assertThat(found.outcomes()).containsExactly(Map.entry("closed-by-guard", 3)));
  }

  /** It takes in what it gets after it was closed, and nobody would ever close that. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aPoolThatOpensMoreAsItIsLostLeavesNoSession(Jdk jdk) {
    String opensMore = "agroal-opens-more";
    Result with = libraries("guarded", opensMore).jdk(jdk).agent("").run().expectExit(0);

    assertThat(numbers(with, "sessions " + opensMore + " ")).containsExactly(0, 0, 0);
    assertThat(with.report().findings())
        .as("%s", with)
        .singleElement()
        .satisfies(
            found -> assertThat(found.outcomes()).containsExactly(Map.entry("closed-by-guard", 3)));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void observingClosesNothingAndSaysWhatItWouldHaveClosed(Jdk jdk) {
    List<String> leaks = List.of("leaves-the-method", "constructor", "pool");
    Result without = keepingGarbage("level", leaks).jdk(jdk).run().expectExit(0);
    for (String level : List.of("observe", "off")) {
      Result with =
          keepingGarbage("level", leaks).jdk(jdk).agent("guard=" + level).run().expectExit(0);

      assertThat(with.stdout()).as(level).isEqualTo(without.stdout()).contains("after pool 3");
      assertThat(with.report().findings()).as("%s", with).hasSize(leaks.size());
      for (Finding found : with.report().findings()) {
        assertThat(found.verdict()).isEqualTo("after-failed-probe");
        assertThat(found.outcomes().containsKey("would-close")).isEqualTo(level.equals("observe"));
        assertThat(found.outcomes()).doesNotContainKey("closed-by-guard");
      }
    }
  }

  /** A thread is in doubt, which the collector alone could tell of. */
  @ParameterizedTest
  @MethodSource("jdks")
  void observingAsksNoCollector(Jdk jdk) {
    String asked = "(System.gc())";
    ChildJvm neighbour =
        startUps("neighbour", "leaks", List.of("busy-neighbour-queue"))
            .jdk(jdk)
            .jvmArguments("-Xlog:gc");

    assertThat(beforeTheEnd(neighbour.agent("").run())).contains(asked);
    assertThat(beforeTheEnd(neighbour.agent("guard=observe").run()))
        .contains("busy-neighbour-queue failed")
        .doesNotContain(asked);
  }

  /** The report at the end asks it whatever the guard does. */
  private static String beforeTheEnd(Result result) {
    return result.expectExit(0).stdout().split("after ", 2)[0];
  }

  /** Not all drivers ask the server for these. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aSetUpThatTheServerRefusesLeavesNothing(Jdk jdk, MariaDb server) {
    for (String shape : List.of("catalog", "auto-commit")) {
      Result result =
          ChildJvm.running(SetUps.class)
              .libraries(Libraries.newest("mariadb-java-client"))
              .arguments(server.url("mariadb"), server.user(), server.password(), shape)
              .jdk(jdk)
              .agent("")
              .run()
              .expectExit(0);

      assertThat(numbers(result, "sessions " + shape + " ")).as("%s", result).hasSize(3);
      assertThat(numbers(result, "sessions " + shape + " ")).containsOnly(0);
      assertThat(result.report().findings())
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.verdict()).isEqualTo("after-failed-probe");
                assertThat(found.outcomes()).containsExactly(Map.entry("closed-by-guard", 3));
              });
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatHasAnsweredIsClosedOnlyWhereThatIsAskedFor(Jdk jdk) {
    List<String> leaks = List.of("business", "leaves-the-method");
    Result byDefault = keepingGarbage("startup", leaks).jdk(jdk).agent("").run().expectExit(0);
    Result lost = startUps("lost", "leaks", leaks).jdk(jdk).agent("guard=lost").run().expectExit(0);

    assertThat(numbers(byDefault, "after business ")).containsExactly(3);
    assertThat(numbers(lost, "sessions business ")).containsExactly(0, 0, 0);
    assertThat(lost.stdout()).doesNotContain("suppressed 1");
  }

  /** A check that says no, and no error: the next attempt shows that it is lost. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatIsLostWithoutAnErrorIsClosedAtTheRetryWhereThatIsAskedFor(Jdk jdk) {
    List<String> leaks = List.of("not-ready", "pool-not-ready");
    Result byDefault = keepingGarbage("startup", leaks).jdk(jdk).agent("").run().expectExit(0);
    Result lost = keepingGarbage("lost", leaks).jdk(jdk).agent("guard=lost").run().expectExit(0);

    assertThat(numbers(byDefault, "sessions not-ready ")).containsExactly(1, 2, 3);
    assertThat(numbers(lost, "sessions pool-not-ready ")).as("%s", lost).containsExactly(1, 2, 3);
    assertThat(numbers(lost, "sessions not-ready ")).as("%s", lost).containsExactly(1, 1, 1);
    assertThat(lost.report().findings())
        .filteredOn(found -> found.resource().equals("connection"))
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.verdict()).isEqualTo("abandoned");
              assertThat(found.outcomes().get("closed-by-guard")).isBetween(2, 3);
            });
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void theApplicationNoticesNothingWhateverIsAskedFor(Jdk jdk) {
    List<String> handsOff = new ArrayList<>(HANDS_OFF);
    handsOff.remove("used-since"); // which is lost after it was used
    Result without = startUps("alone", "hands-off", handsOff).jdk(jdk).run().expectExit(0);
    Result with =
        startUps("watched", "hands-off", handsOff)
            .jdk(jdk)
            .agent("guard=lost,stacks=always,statements=on")
            .run()
            .expectExit(0);

    assertThat(with.stdout()).isEqualTo(without.stdout());
    assertThat(with.stderr()).doesNotContain("closed by guard");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aCloseThatFailsMasksNothingAndHangsNobody(Jdk jdk) {
    for (String way : List.of("throws", "hangs", "late")) {
      Result result =
          ChildJvm.running(FailingClose.class)
              .arguments(way)
              .jdk(jdk)
              .agent("")
              .run()
              .expectExit(0);

      assertThat(result.stdout())
          .as(way)
          .contains("its own true not ready")
          .contains("interrupted true")
          .contains("closed 2 times") // by close and abort; where it throws, of two each once
          .contains(way.equals("throws") ? "suppressed cannot be closed" : "suppressed closing it");
      assertThat(result.report().findings())
          .as("%s", result)
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.verdict()).isEqualTo("after-failed-probe");
                assertThat(found.outcomes())
                    .containsOnlyKeys(way.equals("late") ? "closed-by-guard" : "still-open");
              });
      assertThat(result.stderr())
          .contains(
              switch (way) {
                case "throws" -> "guard     left it: closing it failed";
                case "hangs" -> "guard     left it: closing it has taken too long";
                default -> "guard     closed it later than it could wait for";
              });
    }
  }

  private ChildJvm libraries(String application, String... cases) {
    return ChildJvm.running(io.robustdb.it.scenarios.guard.Libraries.class)
        .libraries(
            Libraries.newest("postgresql"),
            Libraries.newest("agroal"),
            Libraries.newest("spring-jdbc"),
            Libraries.newest("mybatis"))
        .arguments(postgres.url(application), postgres.user(), postgres.password())
        .arguments(cases);
  }

  /**
   * One session may be on its way out while the next one is opened. A thousand times on one JDK,
   * for what is rare; on others less often.
   */
  @ParameterizedTest
  @MethodSource("jdks")
  void retriesUnderLoadLeaveNothingAndHarmNobody(Jdk jdk) {
    Result result =
        ChildJvm.running(UnderLoad.class)
            .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
            .arguments(postgres.url("load"), postgres.user(), postgres.password())
            .arguments(jdk.equals(Jdk.current()) ? "1000" : "250")
            .timeout(Duration.ofMinutes(10))
            .jdk(jdk)
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout())
        .contains("left 0")
        .contains("harmed 0")
        .doesNotContain("harmed:")
        .doesNotContain("did not fail")
        .doesNotContain("nothing was done");
    assertThat(numbers(result, "most "))
        .singleElement()
        .satisfies(most -> assertThat(most).isLessThan(4));
  }

  /** Sessions are counted that nobody closes: no collection is to do so, unless asked for. */
  private ChildJvm keepingGarbage(String application, List<String> leaks) {
    return startUps(application, "leaks", leaks).jvmArguments("-XX:+UseSerialGC", "-Xmn256m");
  }

  private ChildJvm startUps(String application, String kind, List<String> names) {
    List<String> arguments = new ArrayList<>();
    arguments.add(postgres.url(application));
    arguments.add(postgres.user());
    arguments.add(postgres.password());
    arguments.add(kind);
    arguments.addAll(names);
    return ChildJvm.running(StartUps.class)
        .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
        .arguments(arguments.toArray(String[]::new));
  }

  private static List<Integer> numbers(Result result, String prefix) {
    return lines(result)
        .filter(line -> line.startsWith(prefix))
        .map(line -> Integer.valueOf(line.substring(prefix.length())))
        .toList();
  }

  private static Stream<String> lines(Result result) {
    return result.stdout().lines();
  }
}
