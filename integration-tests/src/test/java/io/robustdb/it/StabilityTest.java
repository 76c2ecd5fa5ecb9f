package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The same in every run: fingerprints, and that what is clean has no finding. */
@ExtendWith(PostgresExtension.class)
class StabilityTest {
  /** 20 under the profile {@code full}. */
  private static final int RUNS = Integer.getInteger("robustdb.test.runs", 3);

  private static final String[] LEAKS = {
    "connect", "connect-elsewhere", "failed-query", "drop", "checkout", "checkout-of-ended-thread"
  };

  private final Postgres postgres;
  private final Programs programs;

  StabilityTest(Postgres postgres) {
    this.postgres = postgres;
    this.programs = new Programs(postgres);
  }

  @Test
  void fingerprintsAreTheSameInEveryRunOnEveryJdkSampledOrNot() {
    Map<String, String> expected = bySite(run(Jdk.current(), "", LEAKS));
    assertThat(expected.values()).doesNotHaveDuplicates().hasSizeGreaterThan(6);

    for (int run = 0; run < RUNS; run++) {
      for (Jdk jdk : Jdk.all()) {
        String stacks = run % 2 == 0 ? "stacks=always" : "stacks=sampled";
        assertThat(bySite(run(jdk, stacks, LEAKS)))
            .as("run %s on %s", run, jdk)
            .isEqualTo(expected);
      }
    }
  }

  @Test
  void aLossHasTheSameFingerprintWhateverTheCollectorDid() {
    Finding collected = run(Jdk.current(), "", "drop", "collect").report().findings().get(0);
    Finding atTheEnd = run(Jdk.current(), "", "drop").report().findings().get(0);
    Finding stillThere =
        programs
            .steps("stability", "drop")
            .jvmArguments("-XX:+DisableExplicitGC")
            .agent("")
            .run()
            .report()
            .findings()
            .get(0);

    assertThat(stillThere.verdict()).isEqualTo("open-at-exit");
    assertThat(List.of(collected.fingerprint(), atTheEnd.fingerprint()))
        .containsOnly(stillThere.fingerprint());
  }

  @Test
  void manyCheckoutsOfOneSiteAreOneFindingSampledOrNot() {
    for (String stacks : List.of("stacks=always", "stacks=sampled")) {
      Result result = run(Jdk.current(), stacks, "checkouts=60");

      assertThat(result.report().findings("checkout"))
          .as("%s", result)
          .singleElement()
          .satisfies(
              found -> {
                assertThat(found.count()).isEqualTo(60);
                assertThat(found.instances()).hasSize(20);
              });
    }
  }

  @Test
  void aCheckoutWithAStackOfItsOwnHasTheFingerprintOfOneWithout() {
    Finding with = checkout("stacks=always");
    Finding without = checkout("stacks=sampled");

    assertThat(with.stackIsOwn()).isTrue();
    assertThat(without.stackIsOwn()).isFalse();
    assertThat(without.fingerprint()).isEqualTo(with.fingerprint());
  }

  private Finding checkout(String stacks) {
    List<Finding> found = run(Jdk.current(), stacks, "late-checkout").report().findings("checkout");
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  @Test
  void whatIsCleanHasNoFindingAndNoSessionInAnyRun() {
    for (int run = 0; run < RUNS; run++) {
      for (Jdk jdk : Jdk.all()) {
        String application = "stability-clean-" + run + "-" + jdk.feature();
        Result result =
            programs
                .steps(
                    application,
                    "connect-and-close",
                    "failed-query-closed",
                    "pool-and-close",
                    "abort",
                    "close-in-other-thread",
                    "close-in-hook",
                    "statements-closed",
                    "statements-closed-with-connection",
                    "pool-closed-in-slow-hook")
                .jdk(jdk)
                .agent("gate=fail,fail-on=all,statements=on")
                .run()
                .expectExit(0);

        assertThat(result.report().findings()).isEmpty();
        postgres.awaitSessions(application, 0, Duration.ofSeconds(10));
      }
    }
  }

  @Test
  void theServerCountsAsManySessionsAsTheReport() {
    String application = "stability-sessions";
    try (RunningJvm jvm =
        programs
            .steps(application, "connect", "failed-query", "checkouts=5", "pool", "wait")
            .agent("")
            .start()) {
      jvm.awaitLine("done pool");
      int sessions = postgres.sessions(application);
      jvm.writeLine("go on");
      Result result = jvm.awaitExit().expectExit(0);

      assertThat(result.report().totals().open())
          .as("%s", result)
          .containsEntry("connection", (long) sessions);
    }
  }

  private Result run(Jdk jdk, String options, String... steps) {
    return programs.steps("stability", steps).jdk(jdk).agent(options).run().expectExit(0);
  }

  private static Map<String, String> bySite(Result result) {
    Map<String, String> fingerprints = new TreeMap<>();
    for (Finding found : result.report().findings()) {
      fingerprints.put(
          found.resource()
              + " "
              + found.site().method()
              + ":"
              + found.site().line()
              + " "
              + found.verdict(),
          found.fingerprint());
    }
    return fingerprints;
  }
}
