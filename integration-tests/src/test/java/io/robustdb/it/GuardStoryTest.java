package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.DemoJar;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.scenarios.guard.StartUps;
import io.robustdb.it.scenarios.guard.Witnesses;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The report says what became of what had failed its check, and of what was left, why. */
class GuardStoryTest {
  /** Somebody could use it still, and who that is can be looked up in the code. */
  @ParameterizedTest
  @CsvSource({"kept-for-good, PgConnection", "pool-kept-for-good, HikariDataSource"})
  @ExtendWith(PostgresExtension.class)
  void whatHoldsItStillIsNamedAsAPath(String shape, String type, Postgres postgres) {
    Result result =
        ChildJvm.running(Witnesses.class)
            .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
            .arguments(postgres.url("story"), postgres.user(), postgres.password(), shape)
            .agent("")
            .run()
            .expectExit(0);

    String path = "OneHolder.REGISTRY → ConcurrentHashMap → Node[] → Node → " + type;
    assertThat(result.report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.type()).endsWith("." + type);
              assertThat(found.outcomes()).containsExactly(Map.entry("still-open", 1));
              assertThat(found.guardReason()).contains(path);
            });
    assertThat(result.stderr()).contains("guard     left it: ").contains(path);
  }

  /** Not the constructor of the pool's own class, which any number of places may call. */
  @Test
  @ExtendWith(PostgresExtension.class)
  void whoCallsTheConstructorOfAPoolIsToBlame(Postgres postgres) {
    Result result =
        ChildJvm.running(StartUps.class)
            .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
            .arguments(postgres.url("story"), postgres.user(), postgres.password())
            .arguments("leaks", "pool-of-own-class")
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.report().findings())
        .as("%s", result)
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.site().method()).isEqualTo("poolOfOwnClass");
              assertThat(found.stack()).anyMatch(frame -> frame.contains("OwnPool.<init>"));
            });
  }

  /** What the server has in the end is the same, and the report shows what was closed for that. */
  @Test
  void theDemosBuggyFormsEndLikeItsFixedOnes() {
    Result alone = demo("buggy").run().expectExit(0);
    Result fixed = demo("fixed").agent("").run().expectExit(0);
    assertThat(fixed.report().findings()).isEmpty();

    for (Jdk jdk : Jdk.all()) {
      Result buggy = demo("buggy").jdk(jdk).agent("").run().expectExit(0);
      assertThat(endOf(buggy))
          .isEqualTo(endOf(fixed))
          .isNotEqualTo(endOf(alone))
          .contains("connection: closed; the server still sees 0 sessions")
          .contains("pool: closed; the server still sees 0 sessions");
      assertThat(buggy.report().findings())
          .hasSize(2)
          .allSatisfy(
              found -> {
                assertThat(found.verdict()).isEqualTo("after-failed-probe");
                assertThat(found.outcomes()).containsExactly(Map.entry("closed-by-guard", 3));
                assertThat(found.probe()).isNotNull();
              })
          .extracting(found -> found.site().className() + "." + found.site().method())
          .containsExactlyInAnyOrder(
              "io.robustdb.demo.BuggyConnectionStartup.connect",
              "io.robustdb.demo.BuggyPoolStartup.open");
      assertThat(buggy.stderr())
          .contains("check     «SELECT 1 FROM readiness» failed with ")
          .contains("guard     closed it ")
          .contains("fix       ");
    }
  }

  /** When it has started, and when it has closed what it knows. */
  private static List<String> endOf(Result result) {
    return result.stdout().lines().filter(line -> !line.contains(": attempt ")).toList();
  }

  private static ChildJvm demo(String variant) {
    return ChildJvm.runningJar(DemoJar.path()).arguments(variant);
  }
}
