package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Report;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.harness.Sources;
import io.robustdb.it.scenarios.pools.PoolScenario;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pool under the agent: nothing is said of good use, and each leak is named once. */
@ExtendWith(PostgresExtension.class)
class PoolMatrixTest {
  private static final Set<String> NAMED =
      Set.of("c3p0", "druid", "hikaricp", "tomcat-jdbc", "vibur-dbcp");
  private static final Map<String, String> FACTORIES =
      Map.of(
          "agroal", "Agroal",
          "c3p0", "C3p0",
          "commons-dbcp2", "Dbcp",
          "druid", "Druid",
          "hikaricp", "Hikari",
          "tomcat-jdbc", "TomcatJdbc",
          "vibur-dbcp", "Vibur");

  private final Postgres postgres;
  private final Scenarios scenarios;

  PoolMatrixTest(Postgres postgres) {
    this.postgres = postgres;
    this.scenarios = new Scenarios(postgres);
  }

  @BeforeAll
  static void theAgentIsBuilt() {
    AgentJar.path();
  }

  static Stream<Subject> pools() {
    return Subject.pools();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void goodUseIsNoFinding(Subject subject) {
    Result result = play(subject, "clean");

    Report report = completeReport(result);
    assertThat(report.findings()).as("%s", result).isEmpty();
    assertThat(report.totals().opened()).containsEntry("pool", 1L).containsEntry("checkout", 2L);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aCheckoutOfAClosedPoolAndAForgottenPoolAreFound(Subject subject) {
    Result result = play(subject, "leak-checkout", "leak-pool");

    Report report = completeReport(result);
    assertThat(report.findings("checkout"))
        .as("checkouts%n%s", result)
        .singleElement()
        .satisfies(found -> isCheckout(found, subject, "leakCheckout", "leak-checkout"));
    assertThat(report.findings("pool"))
        .as("pools%n%s", result)
        .singleElement()
        .satisfies(found -> isPool(found, subject, "leak-pool"));
  }

  /** Some pools close what is out as they are closed, others leave it to whoever has it. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aCheckoutOfAClosedPoolIsAsOpenAsTheServerSays(Subject subject) throws Exception {
    String application = "closed-" + subject;
    try (RunningJvm jvm = scenarios.pool(subject, application, "leak-checkout").agent("").start()) {
      jvm.awaitLine("ready leak-checkout");
      boolean open = isOpen(application);
      jvm.writeLine("");

      assertThat(jvm.awaitExit().expectExit(0).report().findings("checkout"))
          .singleElement()
          .satisfies(found -> hasOutcome(found, open ? "still-open" : "closed-by-pool"));
    }
  }

  /** A session takes a moment to end. */
  private boolean isOpen(String application) throws InterruptedException {
    for (int look = 0; look < 20 && postgres.sessions(application) > 0; look++) {
      Thread.sleep(50);
    }
    return postgres.sessions(application) > 0;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("pools")
  void aCheckoutOfAnOpenPoolIsFoundBesideThePool(Subject subject) {
    Result result = play(subject, "leak-checkout-open-pool");

    Report report = completeReport(result);
    assertThat(report.findings("checkout"))
        .as("checkouts%n%s", result)
        .singleElement()
        .satisfies(
            found ->
                isCheckout(found, subject, "leakCheckoutOfOpenPool", "leak-checkout-open-pool"))
        .satisfies(found -> hasOutcome(found, "still-open"));
    assertThat(report.findings("pool"))
        .as("pools%n%s", result)
        .singleElement()
        .satisfies(found -> isPool(found, subject, "leak-checkout-open-pool"));
    assertThat(report.findings("connection")).as("the pool's own affair%n%s", result).isEmpty();
  }

  private Result play(Subject subject, String... modes) {
    String application = "agent-" + subject;
    return scenarios.pool(subject, application, modes).agent("").run().expectExit(0);
  }

  private static Report completeReport(Result result) {
    Report report = result.report();
    assertThat(report.schema()).isEqualTo("robustdb-report/1");
    assertThat(report.complete()).as("complete%n%s", result).isTrue();
    assertThat(report.gate().verdict()).isEqualTo("off");
    return report;
  }

  private static void isCheckout(Finding found, Subject subject, String method, String mode) {
    isAt(found, PoolScenario.class, method, Sources.lineOf(PoolScenario.class, mode));
    isPoolOf(found, subject, mode);
  }

  private static void isPool(Finding found, Subject subject, String mode) {
    Class<?> factory = factoryOf(subject);
    isAt(found, factory, "open", Sources.lineOf(factory, "open " + subject.product()));
    isPoolOf(found, subject, mode);
    hasOutcome(found, "still-open");
    assertThat(found.holds()).as("connections it holds").isPositive();
  }

  private static void isAt(Finding found, Class<?> type, String method, int line) {
    assertThat(found.count()).isEqualTo(1);
    assertThat(found.verdict()).isEqualTo("open-at-exit");
    assertThat(found.origin()).isEqualTo("application");
    assertThat(found.site().className()).isEqualTo(type.getName());
    assertThat(found.site().method()).isEqualTo(method);
    assertThat(found.site().line()).isEqualTo(line);
  }

  private static void isPoolOf(Finding found, Subject subject, String mode) {
    if (NAMED.contains(subject.product())) {
      assertThat(found.pool()).isEqualTo("pool-of-" + subject.product() + "-" + mode);
    }
  }

  private static void hasOutcome(Finding found, String outcome) {
    assertThat(found.outcomes()).isEqualTo(Map.of(outcome, 1));
  }

  private static Class<?> factoryOf(Subject subject) {
    String name = PoolScenario.class.getPackageName() + "." + FACTORIES.get(subject.product());
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("no factory for " + subject, e);
    }
  }
}
