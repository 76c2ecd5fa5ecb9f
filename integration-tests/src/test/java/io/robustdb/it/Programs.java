package io.robustdb.it;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.scenarios.steps.Steps;
import java.util.ArrayList;
import java.util.List;

/** Child JVMs that take some {@link Steps} over PostgreSQL's and HikariCP's newest. Immutable. */
record Programs(Postgres postgres) {

  /** Without the agent, which the caller adds; its sessions carry a name of their own. */
  ChildJvm steps(String application, String... steps) {
    List<String> arguments = new ArrayList<>();
    arguments.add(postgres.url(application));
    arguments.add(postgres.user());
    arguments.add(postgres.password());
    arguments.addAll(List.of(steps));
    return ChildJvm.running(Steps.class)
        .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
        .arguments(arguments.toArray(String[]::new));
  }
}
