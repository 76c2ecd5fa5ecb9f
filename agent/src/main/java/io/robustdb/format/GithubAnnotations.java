package io.robustdb.format;

import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.GateResult;
import io.robustdb.report.Report;
import java.io.IOException;
import java.io.Writer;

/**
 * Workflow commands of GitHub Actions at the line of each finding that is not exempt: an error, or
 * a warning where a gate has judged and it fails nothing.
 */
public final class GithubAnnotations implements ReportFormat {
  private final SourceFiles sources;

  public GithubAnnotations(SourceFiles sources) {
    this.sources = sources;
  }

  @Override
  public void write(Report report, Writer writer) throws IOException {
    for (Finding finding : report.findings()) {
      if (finding.exemption() == null) {
        writer.write(
            (isError(report, finding) ? "::error " : "::warning ")
                + place(finding)
                + "title="
                + property("robustdb: " + FindingWords.verdict(report, finding))
                + "::"
                + data(
                    FindingWords.title(report, finding)
                        + "\n"
                        + String.join("\n", FindingWords.details(finding)))
                + "\n");
      }
    }
  }

  private static boolean isError(Report report, Finding finding) {
    return report.gate().verdict().equals(GateResult.OFF.verdict())
        || report.gate().failing().contains(finding.fingerprint());
  }

  private String place(Finding finding) {
    StackTraceElement site = finding.blame().site();
    String source = site == null ? null : sources.of(site);
    return site == null || source == null
        ? ""
        : "file=" + property(source) + ",line=" + Math.max(1, site.getLineNumber()) + ",";
  }

  private static String data(String text) {
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
