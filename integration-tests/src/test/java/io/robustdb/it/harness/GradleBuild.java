package io.robustdb.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A build by Debian's Gradle of a copy of a project below {@code src/projects}. Mutable, for one
 * thread.
 */
public final class GradleBuild {
  private static final Path DEBIANS = Path.of("/usr/bin/gradle");
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Path project;
  private final Map<String, String> environment = new TreeMap<>();

  private GradleBuild(Path project) {
    this.project = project;
  }

  /** Whether this machine has it. */
  public static boolean isThere() {
    return Files.isExecutable(DEBIANS);
  }

  /**
   * A fresh copy of a project, with the agent's jar in its folder.
   *
   * @param script the project's {@code build.gradle}
   */
  public static GradleBuild of(String project, String script) {
    try {
      Path copy = Projects.copyOf(project);
      Files.writeString(copy.resolve("build.gradle"), script);
      Files.writeString(copy.resolve("settings.gradle"), "rootProject.name = 'shop'\n");
      Files.copy(AgentJar.path(), copy.resolve("robustdb.jar"));
      return new GradleBuild(copy);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder of the copy. */
  public Path project() {
    return project;
  }

  public GradleBuild environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /**
   * Builds, and waits for the end. No daemon stays.
   *
   * @throws AssertionError when that takes more than some minutes
   */
  public Result run(String... tasks) {
    List<String> command = new ArrayList<>();
    command.addAll(List.of(DEBIANS.toString(), "--no-daemon", "--gradle-user-home"));
    command.add(BuildFolder.target().resolve("gradle").toString());
    command.addAll(List.of(tasks));
    ProcessBuilder builder = new ProcessBuilder(command).directory(project.toFile());
    builder.environment().keySet().removeIf(ChildJvm::changesTheJvm);
    builder.environment().put("JAVA_HOME", Jdk.current().home().toString());
    builder.environment().putAll(environment);
    try (RunningJvm build =
        new RunningJvm(builder.start(), command, project.resolve("build/robustdb"), TIMEOUT)) {
      build.closeInput();
      return build.awaitExit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
