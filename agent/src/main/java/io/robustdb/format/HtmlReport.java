package io.robustdb.format;

import io.robustdb.ledger.ResourceKind;
import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Outcome;
import io.robustdb.report.Report;
import io.robustdb.report.Timeline;
import io.robustdb.report.TimelineJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * A report for people who look at it with a browser: one file that holds all that it needs and
 * reads nothing from anywhere.
 */
public final class HtmlReport implements ReportFormat {
  private static final int FRAMES = 64;
  private static final int LINES_AROUND = 3;

  private final SourceFiles sources;

  /**
   * @param sources where the lines of code are found that are shown
   */
  public HtmlReport(SourceFiles sources) {
    this.sources = sources;
  }

  @Override
  public void write(Report report, Writer writer) throws IOException {
    // nothing in it ends the element that it stands in
    String data = data(report).replace("<", "\\u003c");
    writer.write(HtmlPage.of("report").replace("/*data*/", data));
  }

  private String data(Report report) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.on(text)) {
      json.writeStartObject();
      json.writeStringProperty("headline", FindingWords.headline(report));
      json.writeStringProperty("agent", report.agent());
      json.writeBooleanProperty("complete", report.complete());
      json.writeStringProperty("main", report.jvm().main());
      json.writeNumberProperty("pid", report.jvm().pid());
      json.writeStringProperty("java", report.jvm().version());
      json.writeStringProperty("started", time(report.jvm().startedMillis()));
      json.writeStringProperty("ended", time(report.endedMillis()));
      json.writeStringProperty("gate", report.gate().verdict());
      strings(json, "limits", report.limits());
      totals(json, report);
      json.writeArrayPropertyStart("findings");
      for (Finding finding : report.findings()) {
        finding(json, report, finding);
      }
      json.writeEndArray();
      Timeline timeline = report.timeline();
      if (timeline != null) {
        json.writeName("timeline");
        json.writeRawValue(TimelineJson.of(timeline));
      }
      json.writeEndObject();
    }
    return text.toString();
  }

  private static void totals(JsonGenerator json, Report report) {
    json.writeArrayPropertyStart("totals");
    for (ResourceKind kind : ResourceKind.values()) {
      long opened = count(report.totals().opened(), kind);
      if (opened > 0) {
        json.writeStartObject();
        json.writeStringProperty("kind", kind.word());
        json.writeNumberProperty("opened", opened);
        json.writeNumberProperty("open", count(report.totals().open(), kind));
        json.writeNumberProperty("closedByGuard", count(report.totals().closedByGuard(), kind));
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  private static long count(Map<ResourceKind, Long> counts, ResourceKind kind) {
    return counts.getOrDefault(kind, 0L);
  }

  private void finding(JsonGenerator json, Report report, Finding finding) {
    StackTraceElement site = finding.blame().site();
    json.writeStartObject();
    json.writeStringProperty("title", FindingWords.title(report, finding));
    json.writeStringProperty("verdict", FindingWords.verdict(report, finding));
    json.writeStringProperty("resource", finding.resource().word());
    json.writeNumberProperty("count", finding.count());
    json.writeStringProperty("fingerprint", finding.fingerprint());
    strings(json, "outcomes", finding.outcomes().keySet().stream().map(Outcome::word).toList());
    optional(json, "pool", finding.pool());
    optional(json, "site", site == null ? null : site.toString());
    strings(json, "details", FindingWords.detailsWithoutStack(finding));
    strings(
        json,
        "stack",
        finding.blame().stack().stream().limit(FRAMES).map(StackTraceElement::toString).toList());
    if (site != null) {
      source(json, site);
    }
    json.writeEndObject();
  }

  private void source(JsonGenerator json, StackTraceElement site) {
    String path = sources.of(site);
    List<String> lines = path == null ? List.of() : sources.lines(path);
    int line = site.getLineNumber();
    if (line < 1 || line > lines.size()) {
      return; // there is none, or it is not the one that ran
    }
    int first = Math.max(1, line - LINES_AROUND);
    json.writeObjectPropertyStart("source");
    json.writeStringProperty("path", path);
    json.writeNumberProperty("line", line);
    json.writeNumberProperty("first", first);
    strings(json, "lines", lines.subList(first - 1, Math.min(lines.size(), line + LINES_AROUND)));
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    values.forEach(json::writeString);
    json.writeEndArray();
  }

  private static void optional(JsonGenerator json, String name, @Nullable String value) {
    if (value != null) {
      json.writeStringProperty(name, value);
    }
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
