package io.robustdb.cli;

import io.robustdb.report.Report;
import io.robustdb.report.ReportReader;
import io.robustdb.report.UnreadableReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
   * @param since reports of JVMs that had ended before it do not count, unless they are incomplete:
   *     these have no end; null for all
   */
  static ReportFiles read(List<Path> paths, @Nullable Instant since) {
    ReportFiles read = new ReportFiles(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Set<Path> seen = new HashSet<>();
    for (Path path : paths) {
      if (Files.isDirectory(path)) {
        read.readFolder(path, since, seen);
      } else if (Files.exists(path)) {
        read.readFile(path, since, seen);
      } else {
        read.problems.add("there is no " + path);
      }
    }
    if (read.reports.isEmpty() && read.problems.isEmpty()) {
      read.problems.add("all reports are older than was asked for (was the agent there?)");
    }
    return read;
  }

  private void readFolder(Path folder, @Nullable Instant since, Set<Path> seen) {
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
    files.forEach(file -> readFile(file, since, seen));
  }

  private static boolean isReport(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.startsWith("robustdb-") && name.endsWith(".json") && Files.isRegularFile(file);
  }

  private void readFile(Path file, @Nullable Instant since, Set<Path> seen) {
    try {
      if (!seen.add(file.toRealPath())) {
        return; // it was named twice, or lies in a folder that was
      }
      Report report = ReportReader.read(file);
      if (!report.complete()) {
        // how long its JVM lived nobody knows: it may be of today, however old it seems
        problems.add(
            file
                + " is incomplete: its JVM was killed, or runs still"
                + (since == null ? "" : " (delete it if it is of an earlier build)"));
      } else if (since != null && report.endedMillis() < since.toEpochMilli()) {
        leftOut.add(file);
      } else {
        reports.add(report);
      }
    } catch (IOException gone) {
      problems.add(file + " cannot be read (" + gone + ")");
    } catch (UnreadableReport unreadable) {
      problems.add(file + " " + unreadable.getMessage());
    }
  }
}
