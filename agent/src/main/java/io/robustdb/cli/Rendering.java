package io.robustdb.cli;

import io.robustdb.format.GithubAnnotations;
import io.robustdb.format.GitlabCodeQuality;
import io.robustdb.format.HtmlReport;
import io.robustdb.format.JUnitXml;
import io.robustdb.format.MarkdownSummary;
import io.robustdb.format.ReportFormat;
import io.robustdb.format.Sarif;
import io.robustdb.format.SourceFiles;
import io.robustdb.log.Printable;
import io.robustdb.report.JsonReport;
import io.robustdb.report.Report;
import io.robustdb.report.Reports;
import io.robustdb.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a command shows a report. */
final class Rendering {
  /** What a report can be shown as. */
  enum Format {
    text,
    json,
    junit,
    sarif,
    gitlab,
    github,
    markdown,
    html
  }

  private static final int DEPTH = 1024;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format;

  @Option(names = "--html", description = "The same as --format=html.")
  private boolean html;

  @Option(names = "--output", paramLabel = "FILE", description = "Writes to a file, not to stdout.")
  private @Nullable Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  Rendering() {}

  /** Shows a report where and as it was asked for. */
  void show(Report report, PrintWriter output) throws IOException {
    StringWriter text = new StringWriter();
    format().write(report, text);
    if (file == null) {
      output.print(text);
      output.flush();
    } else {
      Files.writeString(file, text.toString());
    }
  }

  private static SourceFiles sources() throws IOException {
    return SourceFiles.below(Path.of(""));
  }

  private ReportFormat format() throws IOException {
    return switch (html ? Format.html : format) {
      case text ->
          (one, writer) ->
              writer.write(
                  new TextReport(Reports.code(one))
                      .lines(one).stream()
                          .map(line -> Printable.of(line) + "\n")
                          .collect(Collectors.joining()));
      case json -> new JsonReport(DEPTH)::write;
      case junit -> new JUnitXml();
      case sarif -> new Sarif(sources());
      case gitlab -> new GitlabCodeQuality(sources());
      case github -> new GithubAnnotations(sources());
      case markdown -> new MarkdownSummary();
      case html -> new HtmlReport(sources());
    };
  }
}
