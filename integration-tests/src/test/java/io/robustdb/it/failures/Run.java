package io.robustdb.it.failures;

import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Libraries;
import io.robustdb.it.scenarios.failures.FailingStartUps;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A JVM to lead through failing start-ups, with the agent or without. Immutable.
 *
 * @param name tells it from others, and its sessions from theirs
 * @param options of the agent, null for none
 * @param guarded whether nothing may be left, or everything must
 */
record Run(String name, Jdk jdk, @Nullable String options, boolean guarded) {
  private static final Duration LONG = Duration.ofMinutes(3);

  static Run alone(String test, Jdk jdk) {
    return new Run(test + "-alone-" + jdk.feature(), jdk, null, false);
  }

  static Run unguarded(String test, Jdk jdk) {
    return new Run(test + "-off-" + jdk.feature(), jdk, "guard=off", false);
  }

  static Run guarded(String test, Jdk jdk) {
    return new Run(test + "-guarded-" + jdk.feature(), jdk, "", true);
  }

  static Run guardedFurther(String test, Jdk jdk) {
    return new Run(test + "-lost-" + jdk.feature(), jdk, "guard=lost", true);
  }

  /**
   * The program, before it is started. No collection comes to the help of what was forgotten: the
   * driver closes what is collected.
   */
  ChildJvm program(List<String> arguments) {
    return ChildJvm.running(FailingStartUps.class)
        .jdk(jdk)
        .agent(options)
        .libraries(Libraries.newest("postgresql"), Libraries.newest("hikaricp"))
        .jvmArguments(
            "-XX:+UseSerialGC", "-Xms400m", "-Xmn300m", "-Xmx400m", "-XX:MetaspaceSize=256m")
        .arguments(arguments.toArray(String[]::new))
        .timeout(LONG);
  }
}
