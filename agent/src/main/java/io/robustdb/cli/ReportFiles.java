package io.robustdb.cli;

import io.robustdb.report.Report;
import io.robustdb.report.ReportReader;
import io.robustdb.report.UnreadableReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reports that the user named, alone or in folders. Immutable.
 *
 * @param reports what could be read and is complete
 * @param problems what there should be and is not, a line each
 * @param leftOut the files that are older than was asked for
 */
record ReportFiles(List<Report> reports, List<String> problems, List<Path> leftOut) {

  /**
   * Reads what the agent has written.
   *
   * @param paths files, and folders in whose depths reports lie
   * @param since reports of JVMs that had ended before it do not count; null for all
   */
  static ReportFiles read(List<Path> paths, @Nullable Instant since) {
    ReportFiles read = new ReportFiles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        read.readFolder(path, since);
      } else if (Files.exists(path)) {
        read.readFile(path, since);
      } else {
        read.problems.add("there is no " + path);
      }
    }
    return read;
  }

  private void readFolder(Path folder, @Nullable Instant since) {
    List<Path> files;
    try (Stream<Path> all = Files.walk(folder)) {
      files = all.filter(ReportFiles::isReport).sorted().toList();
    } catch (IOException | java.io.UncheckedIOException unreadable) {
      problems.add(folder + " cannot be read (" + unreadable + ")");
      return;
    }
    if (files.isEmpty()) {
      problems.add("there is no report in " + folder + " (was the agent there, with report=?)");
    }
    files.forEach(file -> readFile(file, since));
  }

  private static boolean isReport(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("robustdb-") && name.endsWith(".json") && Files.isRegularFile(file);
  }

  private void readFile(Path file, @Nullable Instant since) {
    try {
      Report report = ReportReader.read(file);
      if (since != null && report.endedMillis() < since.toEpochMilli()) {
        leftOut.add(file);
      } else if (report.complete()) {
        reports.add(report);
      } else {
        problems.add(file + " is incomplete: its JVM was killed, or runs still");
      }
    } catch (UnreadableReport unreadable) {
      problems.add(file + " " + unreadable.getMessage());
    }
  }
}
