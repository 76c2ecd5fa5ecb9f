package io.robustdb.core;

import io.robustdb.format.HtmlReport;
import io.robustdb.format.JUnitXml;
import io.robustdb.format.ReportFormat;
import io.robustdb.format.Sarif;
import io.robustdb.format.SourceFiles;
import io.robustdb.report.JsonReport;
import io.robustdb.report.Jvm;
import io.robustdb.report.Report;
import io.robustdb.report.ReportBuilder;
import io.robustdb.report.TextReport;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;

/**
 * The reports of this JVM in a folder; the one for machines is there from the start. Each is
 * written beside and moved into place, so that nobody ever reads half of one.
 */
final class ReportFolder implements ReportFile {
  private final Path folder;
  private final String name;
  private final Set<String> formats;
  private final JsonReport json;
  private final TextReport text;
  private final StandardError standardError;

  /**
   * @param formats words of the option
   */
  ReportFolder(
      Path folder,
      Jvm jvm,
      Set<String> formats,
      JsonReport json,
      TextReport text,
      StandardError standardError) {
    this.folder = folder;
    this.name = "robustdb-" + jvm.startedMillis() + "-" + jvm.pid();
    this.formats = formats;
    this.json = json;
    this.text = text;
    this.standardError = standardError;
  }

  @Override
  public void begin(ReportBuilder reports) {
    Report unfinished =
        reports.build(false, List.of("the JVM has not ended yet, or was killed before it could"));
    writeSafely(() -> writeJson(unfinished));
  }

  @Override
  public boolean write(Report report) {
    return writeSafely(
        () -> {
          writeJson(report);
          writeText(report);
          write(report, "junit", ".xml", new JUnitXml());
          write(report, "sarif", ".sarif", new Sarif(SourceFiles.NONE));
          write(report, "html", ".html", new HtmlReport(SourceFiles.NONE));
        });
  }

  @Override
  public Path path() {
    return folder.resolve(name + (formats.contains("json") ? ".json" : ".txt"));
  }

  private void writeJson(Report report) throws IOException {
    if (formats.contains("json")) {
      write(".json", output -> json.write(report, output));
    }
  }

  private void writeText(Report report) throws IOException {
    if (formats.contains("text")) {
      String lines = String.join("\n", text.lines(report)) + "\n";
      write(".txt", output -> output.write(lines.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void write(Report report, String word, String suffix, ReportFormat format)
      throws IOException {
    if (formats.contains(word)) {
      StringWriter written = new StringWriter();
      format.write(report, written);
      write(suffix, output -> output.write(written.toString().getBytes(StandardCharsets.UTF_8)));
    }
  }

  private void write(String suffix, Content content) throws IOException {
    Files.createDirectories(folder);
    Path written = folder.resolve(name + suffix + ".tmp");
    try (OutputStream output = Files.newOutputStream(written)) {
      content.to(output);
    }
    Files.move(written, folder.resolve(name + suffix), StandardCopyOption.REPLACE_EXISTING);
  }

  private boolean writeSafely(Writing writing) {
    try {
      writing.write();
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

  @FunctionalInterface
  private interface Writing {
    void write() throws IOException;
  }

  @FunctionalInterface
  private interface Content {
    void to(OutputStream output) throws IOException;
  }
}
