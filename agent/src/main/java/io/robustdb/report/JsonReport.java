package io.robustdb.report;

import io.robustdb.ledger.Closed;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.CallSite;
import java.io.OutputStream;
import java.io.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the report for machines: the format {@code robustdb-report/1}, one object in UTF-8. A
 * change of meaning raises the number; additions do not.
 */
public final class JsonReport {
  static final String SCHEMA = "robustdb-report/1";

  private final int stackDepth;

  /**
   * @param stackDepth how many frames of a stack are written
   */
  public JsonReport(int stackDepth) {
    this.stackDepth = stackDepth;
  }

  /** Writes a report and leaves the stream open. */
  public void write(Report report, OutputStream output) {
    write(
        report,
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), output, JsonEncoding.UTF8));
  }

  /** Writes a report and leaves the writer open. */
  public void write(Report report, Writer writer) {
    write(report, new JsonFactory().createGenerator(ObjectWriteContext.empty(), writer));
  }

  private void write(Report report, JsonGenerator generator) {
    try (JsonGenerator json = generator) {
      json.configure(tools.jackson.core.StreamWriteFeature.AUTO_CLOSE_TARGET, false);
      json.writeStartObject();
      json.writeStringProperty("schema", SCHEMA);
      json.writeStringProperty("agent", report.agent());
      json.writeBooleanProperty("complete", report.complete());
      strings(json, "limits", report.limits());
      jvm(json, report);
      totals(json, report.totals());
      json.writeArrayPropertyStart("findings");
      for (Finding finding : report.findings()) {
        finding(json, finding);
      }
      json.writeEndArray();
      gate(json, report.gate());
      Timeline timeline = report.timeline();
      if (timeline != null) {
        json.writeObjectPropertyStart("timeline");
        TimelineJson.writeProperties(json, timeline);
        json.writeEndObject();
      }
      json.writeEndObject();
    }
  }

  private static void jvm(JsonGenerator json, Report report) {
    json.writeObjectPropertyStart("jvm");
    json.writeNumberProperty("pid", report.jvm().pid());
    json.writeStringProperty("version", report.jvm().version());
    json.writeStringProperty("main", report.jvm().main());
    json.writeStringProperty("started", time(report.jvm().startedMillis()));
    json.writeStringProperty("ended", time(report.endedMillis()));
    json.writeEndObject();
  }

  private static void totals(JsonGenerator json, Totals totals) {
    json.writeObjectPropertyStart("totals");
    counts(json, "opened", totals.opened());
    counts(json, "open", totals.open());
    counts(json, "closedByGuard", totals.closedByGuard());
    json.writeEndObject();
  }

  private static void counts(JsonGenerator json, String name, Map<ResourceKind, Long> counts) {
    json.writeObjectPropertyStart(name);
    for (ResourceKind kind : ResourceKind.values()) {
      json.writeNumberProperty(kind.word(), counts.getOrDefault(kind, 0L));
    }
    json.writeEndObject();
  }

  private void finding(JsonGenerator json, Finding finding) {
    json.writeStartObject();
    json.writeStringProperty("fingerprint", finding.fingerprint());
    json.writeStringProperty("resource", finding.resource().word());
    json.writeStringProperty("verdict", finding.verdict().word());
    json.writeStringProperty("origin", finding.application() ? "application" : "library");
    json.writeNumberProperty("count", finding.count());
    json.writeObjectPropertyStart("outcomes");
    finding.outcomes().forEach((outcome, count) -> json.writeNumberProperty(outcome.word(), count));
    json.writeEndObject();
    optional(json, "guardReason", finding.guardReason());
    optional(json, "exemption", finding.exemption());
    optional(json, "test", finding.test());
    if (finding.charged() > 0) {
      json.writeNumberProperty("charged", finding.charged());
    }
    site(json, finding.blame().site(), finding.blame().call());
    if (finding.blame().earlier()) {
      json.writeBooleanProperty("openedBefore", true);
    }
    json.writeArrayPropertyStart("stack");
    finding.blame().stack().stream()
        .limit(stackDepth)
        .forEach(frame -> json.writeString(frame.toString()));
    json.writeEndArray();
    json.writeBooleanProperty("stackIsOwn", finding.blame().own());
    optional(json, "url", finding.url());
    json.writeStringProperty("type", finding.type());
    optional(json, "pool", finding.pool());
    if (finding.resource() == ResourceKind.POOL) {
      json.writeNumberProperty("holds", finding.holds());
    }
    if (finding.resource() == ResourceKind.CHECKOUT) {
      json.writeBooleanProperty("unreturned", finding.unreturned());
    }
    probe(json, finding.probe());
    json.writeArrayPropertyStart("instances");
    for (Instance instance : finding.instances()) {
      instance(json, instance);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void probe(JsonGenerator json, @Nullable FailedProbe probe) {
    if (probe == null) {
      return;
    }
    json.writeObjectPropertyStart("probe");
    optional(json, "sql", probe.sql());
    optional(json, "method", probe.method());
    optional(json, "error", probe.error());
    optional(json, "sqlState", probe.sqlState());
    optional(json, "message", probe.message());
    site(json, probe.site(), null);
    if (probe.answeredSince()) {
      json.writeBooleanProperty("answeredSince", true);
    }
    json.writeEndObject();
  }

  private static void instance(JsonGenerator json, Instance instance) {
    json.writeStartObject();
    json.writeStringProperty("outcome", instance.outcome().word());
    json.writeStringProperty("opened", time(instance.openedMillis()));
    json.writeStringProperty("lastUsed", time(instance.lastUsedMillis()));
    optional(json, "lastSql", instance.lastSql());
    json.writeStringProperty("thread", instance.thread());
    json.writeBooleanProperty("virtual", instance.virtual());
    optional(json, "serverSession", instance.serverSession());
    optional(json, "test", instance.test());
    Closed closed = instance.closedByGuard();
    if (closed != null) {
      json.writeStringProperty("closed", time(closed.millis()));
      json.writeStringProperty("closedWhen", closed.moment());
    }
    json.writeEndObject();
  }

  private static void gate(JsonGenerator json, GateResult gate) {
    json.writeObjectPropertyStart("gate");
    json.writeStringProperty("verdict", gate.verdict());
    json.writeNumberProperty("exitCode", gate.exitCode());
    strings(json, "failing", gate.failing());
    json.writeNumberProperty("suppressed", gate.suppressed());
    json.writeNumberProperty("baseline", gate.baseline());
    json.writeEndObject();
  }

  private static void site(
      JsonGenerator json, @Nullable StackTraceElement site, @Nullable CallSite call) {
    if (site == null) {
      return;
    }
    json.writeObjectPropertyStart("site");
    json.writeStringProperty("class", site.getClassName());
    json.writeStringProperty("method", site.getMethodName());
    optional(json, "file", site.getFileName());
    json.writeNumberProperty("line", Math.max(0, site.getLineNumber()));
    if (call != null) {
      json.writeObjectPropertyStart("call");
      json.writeStringProperty("owner", call.calleeOwner());
      json.writeStringProperty("name", call.callee());
      json.writeStringProperty("descriptor", call.calleeDescriptor());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void strings(JsonGenerator json, String name, List<String> values) {
    json.writeArrayPropertyStart(name);
    for (String value : values) {
      json.writeString(value);
    }
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
