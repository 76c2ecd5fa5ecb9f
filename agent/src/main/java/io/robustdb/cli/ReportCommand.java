package io.robustdb.cli;

import io.robustdb.format.GithubAnnotations;
import io.robustdb.format.GitlabCodeQuality;
import io.robustdb.format.JUnitXml;
import io.robustdb.format.MarkdownSummary;
import io.robustdb.format.ReportFormat;
import io.robustdb.format.Sarif;
import io.robustdb.format.SourceFiles;
import io.robustdb.report.JsonReport;
import io.robustdb.report.Report;
import io.robustdb.report.Reports;
import io.robustdb.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows reports in a format. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Shows reports, merged into one, in a format.")
final class ReportCommand implements Callable<Integer> {
  /** What a report can be shown as. */
  enum Format {
    text,
    json,
    junit,
    sarif,
    gitlab,
    github,
    markdown
  }

  private static final int DEPTH = 1024;

  @Spec private CommandSpec spec;

  @Mixin private NamedReports reports;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} by default.")
  private Format format;

  @Option(names = "--output", paramLabel = "FILE", description = "Writes to a file, not to stdout.")
  private @Nullable Path file;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  ReportCommand() {}

  @Override
  public Integer call() throws CommandFailure, IOException {
    ReportFiles files = reports.read(null);
    if (files.reports().isEmpty()) {
      throw new CommandFailure(String.join("; ", files.problems()));
    }
    files
        .problems()
        .forEach(problem -> spec.commandLine().getErr().println("robustdb: " + problem));
    StringWriter text = new StringWriter();
    format(Reports.merged(files.reports()), text);
    if (file == null) {
      PrintWriter output = spec.commandLine().getOut();
      output.print(text);
      output.flush();
    } else {
      Files.writeString(file, text.toString());
    }
    return 0;
  }

  private void format(Report report, StringWriter text) throws IOException {
    ReportFormat chosen =
        switch (format) {
          case text ->
              (one, writer) ->
                  writer.write(
                      String.join("\n", new TextReport(Reports.code(one)).lines(one)) + "\n");
          case json -> new JsonReport(DEPTH)::write;
          case junit -> new JUnitXml();
          case sarif -> new Sarif(SourceFiles.below(Path.of("")));
          case gitlab -> new GitlabCodeQuality(SourceFiles.below(Path.of("")));
          case github -> new GithubAnnotations(SourceFiles.below(Path.of("")));
          case markdown -> new MarkdownSummary();
        };
    chosen.write(report, text);
  }
}
