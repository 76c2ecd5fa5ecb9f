package io.robustdb.it;

import static io.robustdb.it.Commands.command;
import static io.robustdb.it.Commands.pid;
import static org.assertj.core.api.Assertions.assertThat;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.RunningJvm;
import io.robustdb.it.scenarios.pools.Metered;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The registry of metrics that an application has is given what the agent counts. */
@ExtendWith(PostgresExtension.class)
@Execution(ExecutionMode.CONCURRENT) // all wait for the agent to look for a registry
class MetricsHandoverTest {
  private final Postgres postgres;

  MetricsHandoverTest(Postgres postgres) {
    this.postgres = postgres;
  }

  @Test
  void micrometerIsGivenTheFiguresUntilTheAgentLeaves() {
    try (RunningJvm jvm = start("micrometer", "metrics=on")) {
      jvm.awaitLine("shown");

      assertThat(jvm.stdout())
          .contains(
              "db.client.connection.count orders null used 1.0",
              "robustdb.opened orders checkout null 2.0",
              "robustdb.opened orders pool null 1.0",
              "robustdb.leaked orders checkout null 0.0",
              "robustdb.failed.probes orders null null 0.0");
      command("detach", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stdout()).contains("left 0");
    }
  }

  @Test
  void openTelemetryIsGivenTheFiguresUntilTheAgentLeaves() {
    try (RunningJvm jvm = start("opentelemetry", "metrics=on")) {
      jvm.awaitLine("shown");

      assertThat(jvm.stdout())
          .contains(
              "db.client.connection.count orders null used 1",
              "robustdb.opened orders checkout null 2",
              "robustdb.opened orders pool null 1",
              "robustdb.leaked orders checkout null 0",
              "robustdb.failed.probes orders null null 0");
      command("detach", pid(jvm)).expectExit(0);
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stdout()).contains("left 0");
    }
  }

  @Test
  void anApplicationThatSetsItsTelemetryLateStillCan() {
    try (RunningJvm jvm = start("late", "metrics=on")) {
      jvm.awaitLine("shown");
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stderr()).doesNotContain("Exception");
    }
  }

  /** Nobody has asked for it. */
  @Test
  void noRegistryIsTouchedByDefault() {
    try (RunningJvm jvm = start("micrometer", "")) {
      jvm.awaitLine("shown");
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stdout())
          .contains("left 0")
          .doesNotContain("robustdb.", "db.client");
    }
  }

  private RunningJvm start(String registry, String options) {
    return ChildJvm.running(Metered.class)
        .arguments(postgres.url("metered"), postgres.user(), postgres.password(), registry)
        .agent(options)
        .start();
  }
}
