package io.robustdb.format;

import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Report;
import io.robustdb.report.Verdict;
import java.io.Writer;
import tools.jackson.core.JsonGenerator;

/** GitLab's code quality report: the findings that are not exempt and have a place in a file. */
public final class GitlabCodeQuality implements ReportFormat {
  private final SourceFiles sources;

  public GitlabCodeQuality(SourceFiles sources) {
    this.sources = sources;
  }

  @Override
  public void write(Report report, Writer writer) {
    try (JsonGenerator json = Json.on(writer)) {
      json.writeStartArray();
      for (Finding finding : report.findings()) {
        StackTraceElement site = finding.blame().site();
        String file = site == null ? null : site.getFileName();
        if (finding.exemption() == null && site != null && file != null) {
          String source = sources.of(site);
          String title = FindingWords.title(report, finding);
          issue(json, finding, title, source == null ? file : source, site.getLineNumber());
        }
      }
      json.writeEndArray();
    }
  }

  private static void issue(
      JsonGenerator json, Finding finding, String title, String path, int line) {
    boolean lost = finding.verdict() != Verdict.OPEN_AT_EXIT && finding.application();
    json.writeStartObject();
    json.writeStringProperty("description", title);
    json.writeStringProperty("check_name", "robustdb/" + finding.verdict().word());
    json.writeStringProperty("fingerprint", finding.fingerprint() + "-" + finding.verdict().word());
    json.writeStringProperty("severity", lost ? "major" : "minor");
    json.writeObjectPropertyStart("location");
    json.writeStringProperty("path", path);
    json.writeObjectPropertyStart("lines");
    json.writeNumberProperty("begin", Math.max(1, line));
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }
}
