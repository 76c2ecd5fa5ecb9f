package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Finding;
import io.robustdb.it.harness.MariaDb;
import io.robustdb.it.harness.MariaDbExtension;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Report;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.Sources;
import io.robustdb.it.scenarios.drivers.DriverScenario;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every driver under the agent, by each way it gives connections. */
@ExtendWith({PostgresExtension.class, MariaDbExtension.class})
class DriverMatrixTest {
  /** Drivers whose connections know their session, but have no method that tells it. */
  private static final Set<String> TELL_NO_SESSION = Set.of("mariadb-java-client-1.5.9");

  private final Scenarios scenarios;
  private final MariaDb mariaDb;

  DriverMatrixTest(Postgres postgres, MariaDb mariaDb) {
    this.scenarios = new Scenarios(postgres);
    this.mariaDb = mariaDb;
  }

  @BeforeAll
  static void theAgentIsBuilt() {
    AgentJar.path();
  }

  static Stream<Subject> drivers() {
    return Stream.concat(Subject.drivers(), Subject.mariaDbDrivers());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void closedConnectionsAreNoFinding(Subject subject) {
    Result result = play(subject, "clean");

    Report report = result.report();
    assertThat(report.complete()).isTrue();
    assertThat(report.findings()).as("%s", result).isEmpty();
    assertThat(report.totals().opened())
        .containsEntry("connection", (long) waysOf(subject).size())
        .containsEntry("pool", 0L);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drivers")
  void eachForgottenConnectionIsFoundOnceWhereItWasOpened(Subject subject) {
    Result result = play(subject, "leak");

    Report report = result.report();
    assertThat(report.complete()).isTrue();
    assertThat(report.findings())
        .as("%s", result)
        .extracting(found -> found.site().method())
        .containsExactlyInAnyOrderElementsOf(waysOf(subject));
    assertThat(report.findings()).as("%s", result).allSatisfy(DriverMatrixTest::isConnection);
    assertThat(sessionsIn(report))
        .as("%s", result)
        .containsExactlyInAnyOrderElementsOf(
            TELL_NO_SESSION.contains(subject.library()) ? List.of() : sessionsOf(result));
  }

  /** SQLite has no XA. */
  private static List<String> waysOf(Subject subject) {
    return subject.product().equals("sqlite-jdbc")
        ? List.of("driverManager", "dataSource", "pooledConnection")
        : List.of("driverManager", "dataSource", "pooledConnection", "xaConnection");
  }

  private Result play(Subject subject, String mode) {
    boolean onMariaDb = Subject.mariaDbDrivers().anyMatch(subject::equals);
    ChildJvm jvm =
        onMariaDb
            ? Scenarios.driver(subject, mariaDb, mode)
            : scenarios.driver(subject, "agent-" + subject, mode);
    Result result = jvm.agent("").run().expectExit(0);
    assertThat(result.stdout().lines().filter(line -> line.startsWith("way ")))
        .hasSameSizeAs(waysOf(subject));
    return result;
  }

  /** The numbers of the sessions, as the server told the program. */
  private static List<String> sessionsOf(Result result) {
    return result
        .stdout()
        .lines()
        .filter(line -> line.startsWith("session "))
        .map(line -> line.substring("session ".length()))
        .toList();
  }

  /** The numbers of the sessions, as the report has them. */
  private static List<String> sessionsIn(Report report) {
    return report.findings().stream()
        .flatMap(found -> found.instances().stream())
        .map(Finding.Instance::serverSession)
        .filter(Objects::nonNull)
        .toList();
  }

  private static void isConnection(Finding found) {
    assertThat(found.resource()).isEqualTo("connection");
    assertThat(found.verdict()).isEqualTo("open-at-exit");
    assertThat(found.origin()).isEqualTo("application");
    assertThat(found.count()).isEqualTo(1);
    assertThat(found.outcomes()).isEqualTo(Map.of("still-open", 1));
    assertThat(found.site().className()).isEqualTo(DriverScenario.class.getName());
    assertThat(found.site().line())
        .isEqualTo(Sources.lineOf(DriverScenario.class, found.site().method()));
  }
}
