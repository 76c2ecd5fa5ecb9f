package io.robustdb.it;

import static io.robustdb.it.Commands.command;
import static io.robustdb.it.Commands.pid;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.MBeanServerConnection;
import javax.management.Notification;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a JVM tells by JMX, and that it has no JMX unless somebody wants it. */
@ExtendWith(PostgresExtension.class)
class ManagementTest {
  private static final long LONGEST_MILLIS = 20_000;
  private static final long PAUSE_MILLIS = 100;

  private final Programs programs;

  ManagementTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void findingsAreReadAndNewOnesAreTold(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs
            .steps(
                "management",
                "connect",
                "checkout",
                "wait",
                "failed-query-lost",
                "pause=1500",
                "drop",
                "collect",
                "pause=2500",
                "connect-and-close",
                "wait")
            .jdk(jdk)
            .agent("")
            .start()) {
      jvm.awaitLine("done checkout");
      try (JMXConnector connector = connect(jvm)) {
        MBeanServerConnection server = connector.getMBeanServerConnection();
        ObjectName name = new ObjectName("io.robustdb:type=Leaks");
        await(server, name);
        BlockingQueue<Notification> told = new LinkedBlockingQueue<>();
        server.addNotificationListener(name, (sent, handback) -> told.add(sent), null, null);

        assertThat(count(server, name, "Open", "checkout")).isEqualTo(1L);
        assertThat(count(server, name, "Opened", "pool")).isEqualTo(1L);
        assertThat(count(server, name, "ClosedByGuard", "connection")).isEqualTo(0L);
        assertThat((CompositeData[]) server.getAttribute(name, "Findings"))
            .anySatisfy(
                found -> {
                  assertThat(found.get("resource")).isEqualTo("checkout");
                  assertThat(found.get("pool")).isEqualTo("the-pool");
                  assertThat((String) found.get("site")).contains("Pools.checkout(");
                  assertThat((String) found.get("serverSession")).matches("\\d+");
                });
        assertThat((String) server.invoke(name, "snapshot", null, null))
            .contains("1 checkout open", "Pools.checkout(");

        jvm.writeLine("");
        jvm.awaitLine("done connect-and-close"); // some seconds after all of them
        assertThat(told)
            .hasSize(2)
            .allMatch(each -> each.getType().equals("robustdb.leak"))
            .extracting(Notification::getMessage)
            .anySatisfy(
                each -> assertThat(each).contains("after-failed-probe", ".failedQueryLost("))
            .anySatisfy(
                each ->
                    assertThat(each)
                        .contains("a connection is a leak [abandoned]", "Connections.drop("));
      }
      assertThat(command("detach", pid(jvm)).exitCode()).isEqualTo(0L);
      try (JMXConnector connector = connect(jvm)) {
        assertThat(
                connector
                    .getMBeanServerConnection()
                    .isRegistered(new ObjectName("io.robustdb:type=Leaks")))
            .isFalse();
      }
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatIsHeldTooLongIsToldWhileItIsHeld(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs
            .steps("management-held", "connect", "wait", "connect-elsewhere", "wait")
            .jdk(jdk)
            .agent("held-too-long=1s")
            .start()) {
      jvm.awaitLine("done connect");
      try (JMXConnector connector = connect(jvm)) {
        MBeanServerConnection server = connector.getMBeanServerConnection();
        ObjectName name = new ObjectName("io.robustdb:type=Leaks");
        await(server, name);
        BlockingQueue<Notification> told = new LinkedBlockingQueue<>();
        server.addNotificationListener(name, (sent, handback) -> told.add(sent), null, null);

        jvm.writeLine("");
        Notification held;
        do { // the other one is held as well
          held = told.poll(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
          assertThat(held).isNotNull();
          assertThat(held.getType()).isEqualTo("robustdb.leak");
          assertThat(held.getMessage()).contains("a connection is held too long [held-too-long]");
        } while (!held.getMessage().contains("Connections.connectElsewhere("));
        assertThat(count(server, name, "Open", "connection")).isEqualTo(2L);
      }
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  /** No collection comes between: what nobody can reach is there to be closed. */
  @ParameterizedTest
  @MethodSource("jdks")
  void whatTheGuardHasOnlyObservedIsClosedWhenThatIsAskedFor(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs
            .steps("close-late", "connect", "failed-query", "failed-query-lost", "wait")
            .jvmArguments("-XX:+UseSerialGC", "-Xmn256m")
            .jdk(jdk)
            .agent("guard=observe")
            .start()) {
      jvm.awaitLine("done failed-query-lost");
      try (JMXConnector connector = connect(jvm)) {
        MBeanServerConnection server = connector.getMBeanServerConnection();
        ObjectName name = new ObjectName("io.robustdb:type=Leaks");
        await(server, name);

        assertThat(count(server, name, "Open", "connection")).isEqualTo(3L);
        assertThat(server.invoke(name, "closeLate", null, null)).isEqualTo(1);
        assertThat(server.invoke(name, "closeLate", null, null)).isEqualTo(0);
      }
      jvm.writeLine("");
      Result result = jvm.awaitExit().expectExit(0);

      assertThat(result.report().findings())
          .filteredOn(found -> found.site().method().equals("failedQueryLost"))
          .singleElement()
          .satisfies(found -> assertThat(found.outcomes()).containsKey("closed-by-guard"));
      assertThat(result.report().totals().open()).containsEntry("connection", 2L);
    }
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void nobodyGetsJmxFromUs(Jdk jdk) {
    Result result =
        programs
            .steps("no-management", "connect", "drop", "collect", "pause=2500")
            .jvmArguments("-Xlog:class+init=info", "-Xlog:class+load")
            .jdk(jdk)
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.stdout())
        .contains("io.robustdb.live.LongHolds")
        .doesNotContain("com.sun.jmx", "io.robustdb.live.Management ", "io.robustdb.live.Leaks ");
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void aJvmWithoutJmxAndFlightRecorderIsWatchedAsWell(Jdk jdk) {
    Result result =
        programs
            .steps("no-modules", "connect", "drop", "collect", "pause=2500")
            .jvmArguments(
                "--limit-modules", "java.sql,java.naming,java.instrument,java.security.jgss")
            .jdk(jdk)
            .agent("")
            .run()
            .expectExit(0);

    assertThat(result.report().findings()).hasSize(2);
    assertThat(result.report().limits()).isEmpty();
  }

  @SuppressWarnings("BanJNDI") // the URL is that of a JVM of our own, on this machine
  private static JMXConnector connect(RunningJvm jvm) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(jvm.pid()));
    try {
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
    }
  }

  private static void await(MBeanServerConnection server, ObjectName name) throws Exception {
    long end = System.currentTimeMillis() + LONGEST_MILLIS;
    while (!server.isRegistered(name) && System.currentTimeMillis() < end) {
      Thread.sleep(PAUSE_MILLIS);
    }
    assertThat(server.isRegistered(name)).isTrue();
  }

  private static Object count(
      MBeanServerConnection server, ObjectName name, String attribute, String kind)
      throws Exception {
    TabularData counts = (TabularData) server.getAttribute(name, attribute);
    return counts.get(new Object[] {kind}).get("value");
  }
}
