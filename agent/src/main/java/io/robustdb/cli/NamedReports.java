package io.robustdb.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The reports that a command is given. */
final class NamedReports {
  @Parameters(
      arity = "1..*",
      paramLabel = "REPORT",
      description = "JSON reports, and folders that hold some.")
  private List<Path> paths;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  NamedReports() {}

  /** See {@link ReportFiles#read}. */
  ReportFiles read(@Nullable Instant since) {
    return ReportFiles.read(paths, since);
  }
}
