package io.robustdb.benchmark.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the user chose. Immutable.
 *
 * @param agent the agent's jar
 * @param idleAgent the jar of the agent that does nothing
 * @param springBoot the target folder of the Spring Boot application
 * @param target the folder for the table and for working files
 * @param jdk the home of the JDK that is measured
 * @param only the names of the measurements to run, empty for all
 * @param quick whether fewer rounds will do
 */
public record Settings(
    Path agent,
    Path idleAgent,
    Path springBoot,
    Path target,
    Path jdk,
    Set<String> only,
    boolean quick) {

  private static final Set<String> KEYS =
      Set.of("agent", "idle-agent", "spring-boot", "target", "jdk", "only", "quick");

  /**
   * Reads arguments of the form {@code key=value}; one with an empty value counts as not given.
   *
   * @throws IllegalArgumentException with the argument that is wrong
   */
  public static Settings of(String... arguments) {
    Map<String, String> values = new TreeMap<>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      String key = equals < 0 ? argument : argument.substring(0, equals);
      if (equals < 0 || !KEYS.contains(key)) {
        throw new IllegalArgumentException(
            "cannot read '" + argument + "': give key=value, with one of " + new TreeSet<>(KEYS));
      }
      if (!argument.endsWith("=")) {
        values.put(key, argument.substring(equals + 1));
      }
    }
    return new Settings(
        path(values, "agent", "../agent/target/robustdb.jar"),
        path(values, "idle-agent", "target/benchmark/idle-agent.jar"),
        path(values, "spring-boot", "src/benchmark/spring-boot/target"),
        path(values, "target", "target/benchmark"),
        path(values, "jdk", System.getProperty("java.home")),
        names(values.getOrDefault("only", "")),
        Boolean.parseBoolean(values.get("quick")));
  }

  /** The same with another agent's jar. */
  public Settings withAgent(Path other) {
    return new Settings(other, idleAgent, springBoot, target, jdk, only, quick);
  }

  /** The arguments that make a JVM a variant. */
  List<String> jvmArguments(Variant variant) {
    return switch (variant) {
      case PLAIN -> List.of();
      case AGENT -> List.of("-javaagent:" + agent);
      case ATTACHED -> List.of("-Dbenchmark.attach=" + agent);
      case TEST_GATE -> List.of("-javaagent:" + agent + "=junit=fail");
      case IDLE_AGENT -> List.of("-javaagent:" + idleAgent);
      case LEAK_DETECTION -> List.of("-Dbenchmark.leakDetection=60000");
    };
  }

  /** As many as the user wants to wait for. */
  public int rounds(int full, int few) {
    return quick ? few : full;
  }

  String java() {
    return jdk.resolve("bin").resolve("java").toString();
  }

  private static Path path(Map<String, String> values, String key, String otherwise) {
    return Path.of(values.getOrDefault(key, otherwise)).toAbsolutePath().normalize();
  }

  private static Set<String> names(String list) {
    return Stream.of(list.split(","))
        .map(String::trim)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }
}
