package io.robustdb.it;

import static io.robustdb.it.Commands.command;
import static io.robustdb.it.Commands.pid;
import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.scenarios.pools.Metered;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;

/** The registry of metrics that an application has is given what the agent counts. */
@ExtendWith(PostgresExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class MetricsHandoverTest {
  private final RunningJvm micrometer;
  private final RunningJvm openTelemetry;
  private final RunningJvm late;
  private final RunningJvm untouched;

  /** All wait for the agent to look for a registry, side by side. */
  MetricsHandoverTest(Postgres postgres) {
    micrometer = start(postgres, "micrometer", "metrics=on");
    openTelemetry = start(postgres, "opentelemetry", "metrics=on");
    late = start(postgres, "late", "metrics=on");
    untouched = start(postgres, "micrometer", "");
  }

  @AfterAll
  void close() {
    for (RunningJvm jvm : List.of(micrometer, openTelemetry, late, untouched)) {
      jvm.close();
    }
  }

  @Test
  void micrometerIsGivenTheFiguresUntilTheAgentLeaves() {
    micrometer.awaitLine("shown");

    assertThat(micrometer.stdout())
        .contains(
            "db.client.connection.count orders null used 1.0",
            "robustdb.opened orders checkout null 2.0",
            "robustdb.opened orders pool null 1.0",
            "robustdb.leaked orders checkout null 0.0",
            "robustdb.failed.probes orders null null 0.0");
    command("detach", pid(micrometer)).expectExit(0);
    micrometer.writeLine("");
    assertThat(micrometer.awaitExit().expectExit(0).stdout()).contains("left 0");
  }

  @Test
  void openTelemetryIsGivenTheFiguresUntilTheAgentLeaves() {
    openTelemetry.awaitLine("shown");

    assertThat(openTelemetry.stdout())
        .contains(
            "db.client.connection.count orders null used 1",
            "robustdb.opened orders checkout null 2",
            "robustdb.opened orders pool null 1",
            "robustdb.leaked orders checkout null 0",
            "robustdb.failed.probes orders null null 0");
    command("detach", pid(openTelemetry)).expectExit(0);
    openTelemetry.writeLine("");
    assertThat(openTelemetry.awaitExit().expectExit(0).stdout()).contains("left 0");
  }

  @Test
  void anApplicationThatSetsItsTelemetryLateStillCan() {
    late.awaitLine("shown");
    late.writeLine("");
    assertThat(late.awaitExit().expectExit(0).stderr()).doesNotContain("Exception");
  }

  /** Nobody has asked for it. */
  @Test
  void noRegistryIsTouchedByDefault() {
    untouched.awaitLine("shown");
    untouched.writeLine("");
    assertThat(untouched.awaitExit().expectExit(0).stdout())
        .contains("left 0")
        .doesNotContain("robustdb.", "db.client");
  }

  private static RunningJvm start(Postgres postgres, String registry, String options) {
    return ChildJvm.running(Metered.class)
        .arguments(postgres.url("metered"), postgres.user(), postgres.password(), registry)
        .agent(options)
        .timeout(Duration.ofMinutes(3))
        .start();
  }
}
