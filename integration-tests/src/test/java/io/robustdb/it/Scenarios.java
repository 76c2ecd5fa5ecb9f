package io.robustdb.it;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.MariaDb;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.scenarios.drivers.DriverScenario;
import io.robustdb.it.scenarios.pools.PoolScenario;
import java.util.ArrayList;
import java.util.List;

/** Child JVMs that play a scenario for one subject, and see only its jars. Immutable. */
final class Scenarios {
  private final Postgres postgres;

  Scenarios(Postgres postgres) {
    this.postgres = postgres;
  }

  /** A pool over PostgreSQL's newest driver; its sessions carry the application name. */
  ChildJvm pool(Subject subject, String application, String... modes) {
    String driver = Libraries.newest("postgresql");
    return play(PoolScenario.class, subject, application, modes)
        .libraries(subject.library(), driver);
  }

  /** A driver over a database in memory, or over the server where it is PostgreSQL's. */
  ChildJvm driver(Subject subject, String application, String mode) {
    return play(DriverScenario.class, subject, application, mode).libraries(subject.library());
  }

  /** A driver over a MariaDB server. */
  static ChildJvm driver(Subject subject, MariaDb server, String mode) {
    String protocol = subject.product().startsWith("mysql") ? "mysql" : "mariadb";
    return ChildJvm.running(DriverScenario.class)
        .jdk(subject.jdk())
        .libraries(subject.library())
        .arguments(subject.product(), server.url(protocol), server.user(), server.password(), mode);
  }

  private ChildJvm play(Class<?> program, Subject subject, String application, String... modes) {
    List<String> arguments = new ArrayList<>();
    arguments.add(subject.product());
    arguments.add(postgres.url(application));
    arguments.add(postgres.user());
    arguments.add(postgres.password());
    arguments.addAll(List.of(modes));
    return ChildJvm.running(program).jdk(subject.jdk()).arguments(arguments.toArray(String[]::new));
  }
}
