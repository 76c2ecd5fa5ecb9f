package io.robustdb.benchmark;

import io.robustdb.benchmark.measure.Attached;
import io.robustdb.benchmark.measure.Borrow;
import io.robustdb.benchmark.measure.EmptyStart;
import io.robustdb.benchmark.measure.Execute;
import io.robustdb.benchmark.measure.FailedCheck;
import io.robustdb.benchmark.measure.Measurement;
import io.robustdb.benchmark.measure.Memory;
import io.robustdb.benchmark.measure.Nested;
import io.robustdb.benchmark.measure.Open;
import io.robustdb.benchmark.measure.Outcome;
import io.robustdb.benchmark.measure.RoundTrip;
import io.robustdb.benchmark.measure.Shutdown;
import io.robustdb.benchmark.measure.SpringBootStart;
import io.robustdb.benchmark.measure.Table;
import io.robustdb.benchmark.measure.TestRun;
import io.robustdb.benchmark.run.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures what the agent costs and holds it against the budgets. Prints a table and writes it to
 * {@code benchmark.md} in the target folder as it grows. The exit status is that of a program that
 * ran, whatever the numbers: they are for people to judge.
 */
public final class Benchmarks {
  private static final List<Measurement> ALL =
      List.of(
          new Borrow(),
          new Execute(),
          new Open(),
          new Nested(),
          new FailedCheck(),
          new EmptyStart(),
          new SpringBootStart(),
          new RoundTrip(),
          new Attached(),
          new TestRun(),
          new Memory(),
          new Shutdown());

  private Benchmarks() {}

  /** Takes the arguments of {@link Settings#of}. */
  public static void main(String[] arguments) throws Exception {
    Settings settings = Settings.of(arguments);
    Files.createDirectories(settings.target());
    settings = settings.withAgent(copyOf(settings.agent(), settings.target()));
    // Another run on this machine makes the numbers worse, not wrong: they come in pairs.
    System.setProperty("jmh.ignoreLock", "true");
    List<Outcome> outcomes = new ArrayList<>();
    for (Measurement measurement : chosen(settings)) {
      System.err.println("measuring: " + measurement.name());
      outcomes.addAll(measurement.measure(settings));
      Table.write(outcomes, machine(settings), settings.target().resolve("benchmark.md"));
    }
    System.out.print(Table.of(outcomes));
  }

  private static List<Measurement> chosen(Settings settings) {
    List<String> names = ALL.stream().map(Measurement::name).toList();
    for (String name : settings.only()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("no measurement '" + name + "': there are " + names);
      }
    }
    return ALL.stream()
        .filter(one -> settings.only().isEmpty() || settings.only().contains(one.name()))
        .toList();
  }

  /** All runs shall be of the same agent, whoever builds it anew meanwhile. */
  private static Path copyOf(Path agent, Path folder) throws IOException {
    Path copy = folder.resolve("robustdb.jar");
    return Files.copy(agent, copy, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String machine(Settings settings) {
    return "%s %s, %d processors, JDK in %s%s"
        .formatted(
            System.getProperty("os.name"),
            System.getProperty("os.arch"),
            Runtime.getRuntime().availableProcessors(),
            settings.jdk().getFileName(),
            settings.quick() ? ", a quick run" : "");
  }
}
