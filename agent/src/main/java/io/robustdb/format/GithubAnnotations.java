package io.robustdb.format;

import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Report;
import java.io.IOException;
import java.io.Writer;

/** Workflow commands of GitHub Actions: an error at the line of each finding that is not exempt. */
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
            "::error "
                + place(finding)
                + "title="
                + property("robustdb: " + finding.verdict().word())
                + "::"
                + data(
                    FindingWords.title(finding)
                        + "\n"
                        + String.join("\n", FindingWords.details(finding)))
                + "\n");
      }
    }
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
