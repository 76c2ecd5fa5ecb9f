package io.robustdb.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Describes a JVM to be started, with or without the agent. Each start gets a fresh folder below
 * {@code target/child-jvms}: the working directory, with the folder {@code report} in it. Mutable,
 * for one thread; may be started any number of times.
 */
public final class ChildJvm {
  private final List<String> program;
  private final List<String> firstJvmArguments = new ArrayList<>();
  private final List<String> jvmArguments = new ArrayList<>();
  private final List<String> arguments = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private Jdk jdk = Jdk.current();
  private String classPath = testClassPath();
  private Duration timeout = Duration.ofSeconds(60);
  private @Nullable String agentOptions;
  private @Nullable Path workingDirectory;

  private ChildJvm(List<String> program) {
    this.program = program;
  }

  /** Runs a class of the class path, which is that of this module's tests unless set. */
  public static ChildJvm running(Class<?> main) {
    return running(main.getName());
  }

  /** Runs a class by its name, for programs that are not on the tests' own class path. */
  public static ChildJvm running(String main) {
    return new ChildJvm(List.of(main));
  }

  /** Runs {@code java -jar}; the class path counts for nothing then. */
  public static ChildJvm runningJar(Path jar) {
    return new ChildJvm(List.of("-jar", jar.toString()));
  }

  /** The running JDK unless set. */
  public ChildJvm jdk(Jdk value) {
    jdk = value;
    return this;
  }

  /**
   * Attaches the agent with these options, to which {@code report=FOLDER} is added unless they name
   * a report themselves; empty for none but that. Null, which is also the default: no agent.
   */
  public ChildJvm agent(@Nullable String options) {
    agentOptions = options;
    return this;
  }

  public ChildJvm jvmArguments(String... values) {
    jvmArguments.addAll(List.of(values));
    return this;
  }

  /** Before the agent: another agent that is to come first, above all. */
  public ChildJvm firstJvmArguments(String... values) {
    firstJvmArguments.addAll(List.of(values));
    return this;
  }

  public ChildJvm arguments(String... values) {
    arguments.addAll(List.of(values));
    return this;
  }

  public ChildJvm environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** The classes of this module's tests and these libraries, as {@link Libraries} names them. */
  public ChildJvm libraries(String... names) {
    return libraries(List.of(names));
  }

  /** The classes of this module's tests and these libraries, as {@link Libraries} names them. */
  public ChildJvm libraries(List<String> names) {
    return classPath(
        Stream.concat(
                Stream.of(BuildFolder.testClasses()),
                names.stream().flatMap(name -> Libraries.jars(name).stream()))
            .toList());
  }

  /** Exactly these jars and folders. */
  public ChildJvm classPath(List<Path> entries) {
    classPath =
        entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    return this;
  }

  /** In place of the fresh folder; the report folder stays fresh. */
  public ChildJvm workingDirectory(Path folder) {
    workingDirectory = folder;
    return this;
  }

  /** From the start to the end of the JVM; 60 s unless set. */
  public ChildJvm timeout(Duration value) {
    timeout = value;
    return this;
  }

  /**
   * Starts it and returns at once. The caller closes the handle, which kills what still runs.
   *
   * @throws IllegalStateException where the agent has not been built
   */
  public RunningJvm start() {
    try {
      Path folder = freshFolder();
      Path reports = Files.createDirectory(folder.resolve("report"));
      ProcessBuilder builder = new ProcessBuilder(command(reports));
      builder.directory((workingDirectory == null ? folder : workingDirectory).toFile());
      builder.environment().keySet().removeIf(ChildJvm::changesTheJvm);
      builder.environment().putAll(environment);
      return new RunningJvm(builder.start(), builder.command(), reports, timeout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Starts it with an empty standard input and waits for its end.
   *
   * @throws AssertionError with a thread dump, when the timeout has passed
   */
  public Result run() {
    try (RunningJvm jvm = start()) {
      jvm.closeInput();
      return jvm.awaitExit();
    }
  }

  private List<String> command(Path reports) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(firstJvmArguments);
    if (agentOptions != null) {
      command.add("-javaagent:" + AgentJar.path() + "=" + withReport(agentOptions, reports));
    }
    command.addAll(jvmArguments);
    command.add("-cp");
    command.add(classPath);
    command.addAll(program);
    command.addAll(arguments);
    return command;
  }

  static String withReport(String options, Path reports) {
    boolean named = Stream.of(options.split(",")).anyMatch(option -> option.startsWith("report="));
    if (named) {
      return options;
    }
    return options.isEmpty() ? "report=" + reports : options + ",report=" + reports;
  }

  /** What the machine sets for its own JVMs must not decide the outcome of a test. */
  static boolean changesTheJvm(String name) {
    return name.equals("JAVA_TOOL_OPTIONS")
        || name.equals("JDK_JAVA_OPTIONS")
        || name.equals("_JAVA_OPTIONS")
        || name.equals("CLASSPATH")
        || name.startsWith("ROBUSTDB_");
  }

  private static Path freshFolder() throws IOException {
    Path parent = Files.createDirectories(BuildFolder.target().resolve("child-jvms"));
    return Files.createTempDirectory(parent, "");
  }

  /** Surefire hides the real one behind a jar, and says it here. */
  private static String testClassPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
