package io.robustdb.benchmark.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program in a JVM of its own, from start to end. Immutable.
 *
 * <p>Takes the CPU time from a shell (bash) that waits for the JVM: a process's own figures are
 * gone when it has ended, and what it does last counts, too.
 */
public final class ChildJvm {
  /** The CPU time of the whole process, user and system, in milliseconds. */
  public static final String CPU = "cpu.millis";

  /** The time of day when it had ended, in milliseconds since the epoch. */
  public static final String ENDED = "ended.millis";

  static final String QUIET = "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn";

  private static final int LONGEST_MINUTES = 5;
  private static final String TIMED = "TIMEFORMAT='cpu %3U %3S'; time \"$@\"";

  private final Settings settings;
  private final List<String> command;

  private ChildJvm(Settings settings, List<String> command) {
    this.settings = settings;
    this.command = command;
  }

  /**
   * A program on this JVM's own class path, in a JVM whose heap is exactly what its objects take.
   */
  public static ChildJvm running(Settings settings, Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>(List.of("-XX:+UseSerialGC", "-Xmx2g", QUIET));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new ChildJvm(settings, command);
  }

  /** A program on a class path of its own, in a JVM without any options. */
  public static ChildJvm running(Settings settings, String classPath, String main) {
    return new ChildJvm(settings, List.of("-cp", classPath, main));
  }

  /**
   * Gives the numbers that the program wrote to stdout as {@code name=number}, the {@link #CPU}
   * time and when it {@link #ENDED}.
   *
   * @throws IllegalStateException with its errors, where it failed
   */
  public Numbers run(Variant variant) throws IOException, InterruptedException {
    return run(variant, "");
  }

  /**
   * As {@link #run(Variant)}, and makes sure of what the variant says on stderr.
   *
   * @throws IllegalStateException where it failed or did not say so
   */
  public Numbers run(Variant variant, String expected) throws IOException, InterruptedException {
    Path output = settings.target().resolve("output.txt");
    Path errors = settings.target().resolve("errors.txt");
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", TIMED, "bash", settings.java());
    builder.command().addAll(settings.jvmArguments(variant));
    builder.command().addAll(command);
    builder.redirectOutput(output.toFile()).redirectError(errors.toFile());
    Process shell = builder.start();
    if (!shell.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      shell.descendants().forEach(ProcessHandle::destroyForcibly);
    }
    int status = shell.waitFor();
    Map<String, Double> numbers = new TreeMap<>();
    numbers.put(ENDED, (double) System.currentTimeMillis());
    List<String> said = Files.readAllLines(errors);
    if (status != 0 || said.stream().noneMatch(line -> line.contains(expected))) {
      throw new IllegalStateException(
          "status %d and no '%s' from %s%n%s"
              .formatted(status, expected, builder.command(), String.join("\n", said)));
    }
    numbers.put(CPU, cpuMillis(said.get(said.size() - 1)));
    Files.readAllLines(output).forEach(line -> read(line, numbers));
    return new Numbers(numbers);
  }

  /** Starts the program on one core, to let it take turns; its stderr is this one's. */
  public Turns start(Variant variant) throws IOException {
    List<String> all = new ArrayList<>(Core.LAST.command(settings.java()));
    all.addAll(settings.jvmArguments(variant));
    all.addAll(command);
    return new Turns(
        new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT).start());
  }

  private static double cpuMillis(String line) {
    String[] words = line.split(" ", -1);
    return (Double.parseDouble(words[1]) + Double.parseDouble(words[2])) * 1000;
  }

  private static void read(String line, Map<String, Double> numbers) {
    int equals = line.indexOf('=');
    if (equals > 0) {
      numbers.put(line.substring(0, equals), Double.valueOf(line.substring(equals + 1)));
    }
  }
}
