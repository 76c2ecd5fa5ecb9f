package io.robustdb.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A build by Maven itself, the one that runs the tests, of a copy of a project below {@code
 * src/projects}. Mutable, for one thread.
 */
public final class MavenBuild {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Path project;
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private Jdk jdk = Jdk.current();

  private MavenBuild(Path project) {
    this.project = project;
  }

  /** A fresh copy of a project, with what all of them have that are nothing but tests. */
  public static MavenBuild of(String project) {
    return new MavenBuild(Projects.copyOf(project));
  }

  /** The folder of the copy. */
  public Path project() {
    return project;
  }

  /** The running JDK unless set. */
  public MavenBuild jdk(Jdk value) {
    jdk = value;
    return this;
  }

  /** A property of the build, by {@code -D}. */
  public MavenBuild property(String name, String value) {
    arguments.add("-D" + name + "=" + value);
    return this;
  }

  public MavenBuild environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * The JVM argument that attaches the agent.
   *
   * @param options of the agent; {@code report=target/robustdb} is added
   */
  public static String agent(String options) {
    return "-javaagent:" + AgentJar.path() + "=" + options + ",report=target/robustdb";
  }

  /**
   * Builds, and waits for the end.
   *
   * @throws AssertionError when that takes more than some minutes
   */
  public Result run(String... goals) {
    List<String> command = new ArrayList<>();
    command.add(home().resolve("bin/mvn").toString());
    command.addAll(List.of("-B", "-ntp"));
    command.add("-Dmaven.repo.local=" + property("maven.repo.local"));
    command.addAll(arguments);
    command.addAll(List.of(goals));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().keySet().removeIf(ChildJvm::changesTheJvm);
    builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
    builder.environment().put("JAVA_HOME", jdk.home().toString());
    builder.environment().putAll(environment);
    try (RunningJvm build =
        new RunningJvm(builder.start(), command, project.resolve("target/robustdb"), TIMEOUT)) {
      build.closeInput();
      return build.awaitExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path home() {
    return Path.of(property("maven.home"));
  }

  private static String property(String name) {
    String value = System.getProperty(name);
    if (value == null || value.isEmpty()) {
      throw new IllegalStateException("the build gives the tests no property " + name);
    }
    return value;
  }
}
