package io.robustdb.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How a child JVM ended.
 *
 * @param exitCode 128 and the signal's number where a signal ended it
 * @param stdout its lines, separated by {@code \n}
 * @param stderr its lines, separated by {@code \n}
 * @param reportFolder where the agent was told to report, empty without it
 */
public record Result(int exitCode, String stdout, String stderr, Path reportFolder) {

  /**
   * The one JSON report.
   *
   * @throws AssertionError where there is none, or more than one
   */
  public Report report() {
    return Report.read(reportFile());
  }

  /**
   * The file of the one JSON report.
   *
   * @throws AssertionError where there is none, or more than one
   */
  public Path reportFile() {
    List<Path> files = reportFiles();
    if (files.size() != 1) {
      throw new AssertionError("expected one report, found %s%n%s".formatted(files, this));
    }
    return files.get(0);
  }

  /**
   * This, where the exit code is as expected.
   *
   * @throws AssertionError with both outputs, where it is not
   */
  public Result expectExit(int expected) {
    if (exitCode != expected) {
      throw new AssertionError("expected the exit code %d%n%s".formatted(expected, this));
    }
    return this;
  }

  @Override
  public String toString() {
    return "exit code %d%n  stdout:%n%s%n  stderr:%n%s".formatted(exitCode, stdout, stderr);
  }

  private List<Path> reportFiles() {
    try (Stream<Path> files = Files.list(reportFolder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("robustdb-.*\\.json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
