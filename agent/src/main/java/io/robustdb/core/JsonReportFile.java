package io.robustdb.core;

import io.robustdb.report.JsonReport;
import io.robustdb.report.Jvm;
import io.robustdb.report.Report;
import io.robustdb.report.ReportBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The JSON report in a folder, there from the start of the JVM. It is written beside and moved into
 * place, so that nobody ever reads half of one.
 */
final class JsonReportFile implements ReportFile {
  private final Path folder;
  private final Path path;
  private final JsonReport json;
  private final StandardError standardError;

  JsonReportFile(Path folder, Jvm jvm, int stackDepth, StandardError standardError) {
    this.folder = folder;
    this.path = folder.resolve("robustdb-" + jvm.startedMillis() + "-" + jvm.pid() + ".json");
    this.json = new JsonReport(stackDepth);
    this.standardError = standardError;
  }

  @Override
  public void begin(ReportBuilder reports) {
    write(reports.build(false, List.of("the JVM has not ended yet, or was killed")));
  }

  @Override
  public boolean write(Report report) {
    try {
      Files.createDirectories(folder);
      Path written = folder.resolve(path.getFileName() + ".tmp");
      try (OutputStream output = Files.newOutputStream(written)) {
        json.write(report, output);
      }
      Files.move(written, path, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException | RuntimeException unwritable) {
      standardError.say(
          "cannot write the report to "
              + folder
              + " ("
              + unwritable
              + "); give a folder that can be written with report=FOLDER");
      return false;
    }
  }

  @Override
  public Path path() {
    return path;
  }
}
