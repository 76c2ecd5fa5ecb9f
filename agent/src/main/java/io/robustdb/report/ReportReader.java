package io.robustdb.report;

import io.robustdb.ledger.Closed;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.Blame;
import io.robustdb.site.CallSite;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what {@link JsonReport} has written; what it does not know it passes over. Stateless. */
public final class ReportReader {
  /**
   * {@link StackTraceElement#toString}: loader/module@version/class.method(file:line). Names of
   * classes and methods may hold nearly everything (JVMS 4.2.2), as Kotlin's tests show.
   */
  private static final Pattern FRAME =
      Pattern.compile(
          "(?:(?:([^/( ]*)/)?([^/@( ]*)(?:@([^/( ]*))?/)?(.+)\\.([^.]+)\\(([^()]*?)(?::(\\d{1,9}))?\\)");

  private static final int NATIVE = -2;

  private ReportReader() {}

  /**
   * Reads a file.
   *
   * @throws UnreadableReport where it cannot be read or is no report
   */
  public static Report read(Path file) throws UnreadableReport {
    try (InputStream input = Files.newInputStream(file)) {
      return read(input);
    } catch (IOException unreadable) {
      throw new UnreadableReport("cannot be read (" + unreadable + ")");
    }
  }

  /**
   * Reads what a stream gives.
   *
   * @throws UnreadableReport where it cannot be read or is no report
   */
  public static Report read(InputStream input) throws UnreadableReport {
    return report(JsonObject.read(input));
  }

  private static Report report(JsonObject json) throws UnreadableReport {
    String schema = json.string("schema");
    if (!schema.equals(JsonReport.SCHEMA)) {
      throw new UnreadableReport(
          "is of schema '" + schema + "', and this version reads '" + JsonReport.SCHEMA + "'");
    }
    JsonObject jvm = json.object("jvm");
    JsonObject timeline = json.optionalObject("timeline");
    List<Finding> findings = new ArrayList<>();
    for (JsonObject finding : json.objects("findings")) {
      findings.add(finding(finding));
    }
    return new Report(
        json.string("agent"),
        json.truth("complete"),
        json.strings("limits"),
        new Jvm(
            jvm.number("pid"), jvm.string("version"), jvm.string("main"), millis(jvm, "started")),
        totals(json.object("totals")),
        findings,
        gate(json.object("gate")),
        millis(jvm, "ended"),
        timeline == null ? null : TimelineJson.read(timeline));
  }

  private static Totals totals(JsonObject json) throws UnreadableReport {
    return new Totals(
        counts(json.object("opened")),
        counts(json.object("open")),
        counts(json.object("closedByGuard")));
  }

  private static Map<ResourceKind, Long> counts(JsonObject json) throws UnreadableReport {
    Map<ResourceKind, Long> counts = new EnumMap<>(ResourceKind.class);
    for (Map.Entry<String, Long> entry : json.numbers().entrySet()) {
      counts.put(kind(entry.getKey()), entry.getValue());
    }
    return counts;
  }

  private static GateResult gate(JsonObject json) throws UnreadableReport {
    return new GateResult(
        json.string("verdict"),
        (int) json.number("exitCode"),
        json.strings("failing"),
        (int) json.numberOr("suppressed", 0),
        (int) json.numberOr("baseline", 0));
  }

  private static Finding finding(JsonObject json) throws UnreadableReport {
    boolean application = json.string("origin").equals("application");
    return new Finding(
        kind(json.string("resource")),
        verdict(json.string("verdict")),
        blame(json, application),
        application,
        json.number("count"),
        outcomes(json.object("outcomes")),
        json.optionalString("url"),
        json.string("type"),
        json.optionalString("pool"),
        (int) json.numberOr("holds", 0),
        json.truthOr("unreturned", false),
        probe(json.optionalObject("probe")),
        json.optionalString("guardReason"),
        instances(json.objects("instances")),
        json.optionalString("test"),
        json.numberOr("charged", 0),
        json.optionalString("exemption"));
  }

  private static Blame blame(JsonObject json, boolean application) throws UnreadableReport {
    List<StackTraceElement> stack = new ArrayList<>();
    for (String frame : json.strings("stack")) {
      stack.add(frame(frame));
    }
    JsonObject site = json.optionalObject("site");
    return new Blame(
        site(site),
        stack,
        json.truth("stackIsOwn"),
        application,
        site == null ? null : call(site),
        json.truthOr("openedBefore", false),
        json.string("fingerprint"));
  }

  private static @Nullable StackTraceElement site(@Nullable JsonObject json)
      throws UnreadableReport {
    if (json == null) {
      return null;
    }
    int line = (int) json.number("line");
    return new StackTraceElement(
        json.string("class"),
        json.string("method"),
        json.optionalString("file"),
        line == 0 ? -1 : line);
  }

  private static @Nullable CallSite call(JsonObject site) throws UnreadableReport {
    JsonObject call = site.optionalObject("call");
    if (call == null) {
      return null;
    }
    String file = site.optionalString("file");
    return new CallSite(
        site.string("class"),
        site.string("method"),
        "",
        file == null ? "" : file,
        (int) site.number("line"),
        call.string("owner"),
        call.string("name"),
        call.string("descriptor"));
  }

  private static Map<Outcome, Long> outcomes(JsonObject json) throws UnreadableReport {
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    for (Map.Entry<String, Long> entry : json.numbers().entrySet()) {
      outcomes.put(outcome(entry.getKey()), entry.getValue());
    }
    return outcomes;
  }

  private static @Nullable FailedProbe probe(@Nullable JsonObject json) throws UnreadableReport {
    return json == null
        ? null
        : new FailedProbe(
            json.optionalString("sql"),
            json.optionalString("method"),
            json.optionalString("error"),
            json.optionalString("sqlState"),
            json.optionalString("message"),
            site(json.optionalObject("site")),
            json.truthOr("answeredSince", false));
  }

  private static List<Instance> instances(List<JsonObject> objects) throws UnreadableReport {
    if (objects.isEmpty()) {
      throw new UnreadableReport("has a finding without instances");
    }
    List<Instance> instances = new ArrayList<>();
    for (JsonObject json : objects) {
      String closedWhen = json.optionalString("closedWhen");
      instances.add(
          new Instance(
              outcome(json.string("outcome")),
              millis(json, "opened"),
              millis(json, "lastUsed"),
              json.optionalString("lastSql"),
              json.string("thread"),
              json.truth("virtual"),
              json.optionalString("serverSession"),
              false,
              json.optionalString("test"),
              closedWhen == null ? null : new Closed(closedWhen, millis(json, "closed"))));
    }
    return instances;
  }

  private static ResourceKind kind(String word) throws UnreadableReport {
    for (ResourceKind kind : ResourceKind.values()) {
      if (kind.word().equals(word)) {
        return kind;
      }
    }
    throw new UnreadableReport("knows a resource '" + word + "', which this version does not");
  }

  private static Verdict verdict(String word) throws UnreadableReport {
    for (Verdict verdict : Verdict.values()) {
      if (verdict.word().equals(word)) {
        return verdict;
      }
    }
    throw new UnreadableReport("knows a verdict '" + word + "', which this version does not");
  }

  private static Outcome outcome(String word) throws UnreadableReport {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.word().equals(word)) {
        return outcome;
      }
    }
    throw new UnreadableReport("knows an outcome '" + word + "', which this version does not");
  }

  private static long millis(JsonObject json, String name) throws UnreadableReport {
    String time = json.string(name);
    try {
      return Instant.parse(time).toEpochMilli();
    } catch (DateTimeParseException malformed) {
      throw new UnreadableReport("has '" + time + "' as '" + name + "', which is no time");
    }
  }

  private static StackTraceElement frame(String text) throws UnreadableReport {
    Matcher frame = FRAME.matcher(text);
    if (!frame.matches()) {
      throw new UnreadableReport("has '" + text + "' in a stack, which is no frame");
    }
    String file = frame.group(6);
    String line = frame.group(7);
    boolean known = !file.equals("Unknown Source") && !file.equals("Native Method");
    return new StackTraceElement(
        notEmpty(frame.group(1)),
        notEmpty(frame.group(2)),
        notEmpty(frame.group(3)),
        frame.group(4),
        frame.group(5),
        known ? file : null,
        file.equals("Native Method") ? NATIVE : line == null ? -1 : Integer.parseInt(line));
  }

  private static @Nullable String notEmpty(@Nullable String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
