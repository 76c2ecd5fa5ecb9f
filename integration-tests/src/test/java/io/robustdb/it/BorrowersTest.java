package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.Sources;
import io.robustdb.it.scenarios.pools.Borrowers;
import io.robustdb.it.scenarios.pools.ThrownAway;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A checkout is known wherever it goes, and whoever gives it back. */
@ExtendWith(PostgresExtension.class)
class BorrowersTest {
  private final Postgres postgres;

  BorrowersTest(Postgres postgres) {
    this.postgres = postgres;
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aCheckoutThatChangesHandsIsFollowedAndCountedOnce(Jdk jdk) {
    Result result = run(jdk, "change-hands");

    assertThat(result.stdout()).doesNotContain("failed");
    assertThat(result.report().totals().opened()).containsEntry("checkout", borrowed(result));
    assertThat(result.report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.resource()).isEqualTo("checkout");
              assertThat(found.instances()).hasSize(1);
              assertThat(found.site().line())
                  .isEqualTo(Sources.lineOf(Borrowers.class, "forgotten"));
            });
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void oneHandleForAllIsReturnedAsOftenAsItIsClosed(Jdk jdk) {
    Result result = run(jdk, "same-object");

    assertThat(result.stdout()).contains("the same true");
    assertThat(result.report().findings()).as("%s", result).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aPoolThatGivesItsConnectionsAsTheyAreHasNoCheckouts(Jdk jdk) {
    Result result = run(jdk, "no-handles");

    assertThat(result.report().findings()).as("%s", result).isEmpty();
    assertThat(result.report().totals().opened())
        .containsEntry("connection", 2L)
        .containsEntry("checkout", 0L);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aCheckoutThatItsPoolWasToldToThrowAwayIsNoLeak(Jdk jdk) {
    Result result = runThrownAway(jdk, "invalidated");

    assertThat(result.stdout()).contains("active 0");
    assertThat(result.report().findings()).as("%s", result).isEmpty();
  }

  /** As in the tests of a pool, which share its package with it, as their driver may. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aPoolsOwnPackageMayBeTheApplications(Jdk jdk) {
    for (String packages :
        List.of("org.apache.commons.dbcp2", "org.apache.commons.dbcp2:org.postgresql")) {
      Result result = runThrownAway(jdk, "invalidated", "app-packages=" + packages);

      assertThat(result.stdout()).contains("active 0");
      assertThat(result.report().findings()).as("%s", result).isEmpty();
    }
  }

  /** By the pool for other reasons, or by the application behind the pool's back. */
  @ParameterizedTest
  @MethodSource("jdks")
  void aCheckoutWhoseConnectionWasClosedOtherwiseIsALeakStill(Jdk jdk) {
    for (String who :
        List.of("evicted-beside", "reclaimed", "behind-its-back", "given-back-behind-its-back")) {
      Result result = runThrownAway(jdk, who);

      assertThat(result.report().findings("checkout"))
          .as("%s: %s", who, result)
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.instances()).hasSize(1);
                assertThat(found.site().line())
                    .isEqualTo(Sources.lineOf(ThrownAway.class, "borrowed"));
              });
      Result shared = runThrownAway(jdk, who, "app-packages=org.apache.commons.dbcp2");
      assertThat(shared.report().findings("checkout")).as("%s: %s", who, shared).hasSize(1);
    }
  }

  /** One that was borrowed after is a leak, and so are the connections that are open still. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatWasThrownAwayTooFastToSeeIsSaidNotToBeKnown(Jdk jdk) {
    for (String options : List.of("", "app-packages=org.apache.commons.dbcp2")) {
      Result result =
          ChildJvm.running(ThrownAway.class)
              .libraries(Libraries.newest("h2"), Libraries.newest("commons-dbcp2"))
              .arguments("jdbc:h2:mem:thrown-away", "sa", "", "invalidated-at-once")
              .jdk(jdk)
              .agent(options)
              .run()
              .expectExit(0);

      assertThat(result.stdout()).contains("active 2");
      assertThat(result.report().findings("checkout"))
          .as("%s: %s", options, result)
          .singleElement()
          .satisfies(found -> assertThat(found.instances()).hasSize(1));
      assertThat(result.report().findings("connection"))
          .as("those that are open still: %s", result)
          .flatExtracting(Finding::instances)
          .hasSize(2);
      assertThat(result.stderr()).contains("connections away too fast to see whose they were");
    }
  }

  private Result runThrownAway(Jdk jdk, String who) {
    return runThrownAway(jdk, who, "");
  }

  private Result runThrownAway(Jdk jdk, String who, String options) {
    return ChildJvm.running(ThrownAway.class)
        .libraries(Libraries.newest("postgresql"), Libraries.newest("commons-dbcp2"))
        .arguments(postgres.url("thrown-away"), postgres.user(), postgres.password(), who)
        .jdk(jdk)
        .agent(options)
        .run()
        .expectExit(0);
  }

  private Result run(Jdk jdk, String what) {
    return ChildJvm.running(Borrowers.class)
        .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
        .arguments(postgres.url("borrowers"), postgres.user(), postgres.password(), what)
        .jdk(jdk)
        .agent("")
        .run()
        .expectExit(0);
  }

  private static long borrowed(Result result) {
    return result
        .stdout()
        .lines()
        .filter(line -> line.startsWith("borrowed "))
        .mapToLong(line -> Long.parseLong(line.substring("borrowed ".length())))
        .findFirst()
        .orElseThrow();
  }
}
