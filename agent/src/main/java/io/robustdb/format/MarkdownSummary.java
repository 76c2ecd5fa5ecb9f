package io.robustdb.format;

import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Report;
import java.io.IOException;
import java.io.Writer;

/** A summary in Markdown, for the page of a build. */
public final class MarkdownSummary implements ReportFormat {
  private static final String HEAD =
      """
      | what | where | fingerprint |
      | --- | --- | --- |
      """;

  @Override
  public void write(Report report, Writer writer) throws IOException {
    writer.write("### robustdb: " + FindingWords.headline(report) + "\n");
    if (!report.findings().isEmpty()) {
      writer.write("\n" + HEAD);
    }
    for (Finding finding : report.findings()) {
      StackTraceElement site = finding.blame().site();
      writer.write(
          "| "
              + cell(FindingWords.title(report, finding))
              + " | "
              + (site == null ? "" : "`" + cell(site.toString()) + "`")
              + " | `"
              + finding.fingerprint()
              + "` |\n");
    }
    for (String limit : report.limits()) {
      writer.write("\nnote: " + cell(limit) + "\n");
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replaceAll("\\s+", " ");
  }
}
