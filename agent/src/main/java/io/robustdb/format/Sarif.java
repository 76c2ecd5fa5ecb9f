package io.robustdb.format;

import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Report;
import io.robustdb.report.Verdict;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/**
 * SARIF 2.1.0 (OASIS): a rule for each verdict, the fingerprint as a partial one, the way to the
 * opening as a code flow, what is exempt as suppressed.
 */
public final class Sarif implements ReportFormat {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
  private static final int LONGEST_FLOW = 32;

  private final SourceFiles sources;

  public Sarif(SourceFiles sources) {
    this.sources = sources;
  }

  @Override
  public void write(Report report, Writer writer) {
    try (JsonGenerator json = Json.on(writer)) {
      json.writeStartObject();
      json.writeStringProperty("$schema", SCHEMA);
      json.writeStringProperty("version", "2.1.0");
      json.writeArrayPropertyStart("runs");
      json.writeStartObject();
      tool(json, report);
      json.writeArrayPropertyStart("invocations");
      json.writeStartObject();
      json.writeBooleanProperty("executionSuccessful", report.complete());
      json.writeEndObject();
      json.writeEndArray();
      json.writeArrayPropertyStart("results");
      for (Finding finding : report.findings()) {
        result(json, report, finding);
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  private static void tool(JsonGenerator json, Report report) {
    json.writeObjectPropertyStart("tool");
    json.writeObjectPropertyStart("driver");
    json.writeStringProperty("name", "robustdb");
    json.writeStringProperty("version", report.agent());
    json.writeArrayPropertyStart("rules");
    for (Verdict verdict : Verdict.values()) {
      json.writeStartObject();
      json.writeStringProperty("id", verdict.word());
      text(json, "shortDescription", description(verdict));
      json.writeObjectPropertyStart("defaultConfiguration");
      json.writeStringProperty("level", verdict == Verdict.OPEN_AT_EXIT ? "warning" : "error");
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static String description(Verdict verdict) {
    return switch (verdict) {
      case AFTER_FAILED_PROBE -> "A JDBC resource is not closed when its first check has failed.";
      case ABANDONED -> "A JDBC resource is lost without having been closed.";
      case HELD_TOO_LONG -> "A JDBC resource is held for longer than is allowed.";
      case OPEN_AT_EXIT -> "A JDBC resource is still open when the JVM ends.";
    };
  }

  private void result(JsonGenerator json, Report report, Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("ruleId", finding.verdict().word());
    json.writeNumberProperty("ruleIndex", List.of(Verdict.values()).indexOf(finding.verdict()));
    boolean warning = finding.verdict() == Verdict.OPEN_AT_EXIT || !finding.application();
    json.writeStringProperty("level", warning ? "warning" : "error");
    text(json, "message", FindingWords.title(report, finding));
    json.writeObjectPropertyStart("partialFingerprints");
    json.writeStringProperty("robustdb/v1", finding.fingerprint());
    json.writeEndObject();
    StackTraceElement site = finding.blame().site();
    json.writeArrayPropertyStart("locations");
    if (site != null) {
      json.writeStartObject();
      location(json, site);
      json.writeEndObject();
    }
    json.writeEndArray();
    flow(json, finding.blame().stack());
    if (finding.exemption() != null) {
      json.writeArrayPropertyStart("suppressions");
      json.writeStartObject();
      json.writeStringProperty("kind", "external");
      json.writeStringProperty("justification", finding.exemption());
      json.writeEndObject();
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  /** From the outermost frame to the opening. */
  private void flow(JsonGenerator json, List<StackTraceElement> stack) {
    if (stack.isEmpty()) {
      return;
    }
    List<StackTraceElement> way =
        new ArrayList<>(stack.subList(0, Math.min(LONGEST_FLOW, stack.size())));
    Collections.reverse(way);
    json.writeArrayPropertyStart("codeFlows");
    json.writeStartObject();
    json.writeArrayPropertyStart("threadFlows");
    json.writeStartObject();
    json.writeArrayPropertyStart("locations");
    for (StackTraceElement frame : way) {
      json.writeStartObject();
      json.writeObjectPropertyStart("location");
      location(json, frame);
      text(json, "message", frame.toString());
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private void location(JsonGenerator json, StackTraceElement frame) {
    String source = sources.of(frame);
    if (source != null) {
      json.writeObjectPropertyStart("physicalLocation");
      json.writeObjectPropertyStart("artifactLocation");
      json.writeStringProperty("uri", uri(source));
      json.writeEndObject();
      if (frame.getLineNumber() > 0) {
        json.writeObjectPropertyStart("region");
        json.writeNumberProperty("startLine", frame.getLineNumber());
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeArrayPropertyStart("logicalLocations");
    json.writeStartObject();
    json.writeStringProperty(
        "fullyQualifiedName", frame.getClassName() + "." + frame.getMethodName());
    json.writeStringProperty("kind", "function");
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, String name, String text) {
    json.writeObjectPropertyStart(name);
    json.writeStringProperty("text", text);
    json.writeEndObject();
  }

  private static String uri(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException malformed) {
      return path.replace(" ", "%20");
    }
  }
}
