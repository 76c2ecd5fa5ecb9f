package io.robustdb.report;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A timeline as JSON, and back. Stateless. */
public final class TimelineJson {
  private TimelineJson() {}

  /** One object. */
  public static String of(Timeline timeline) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      json.writeStartObject();
      writeProperties(json, timeline);
      json.writeEndObject();
    }
    return text.toString();
  }

  static void writeProperties(JsonGenerator json, Timeline timeline) {
    numbers(json, "millis", timeline.millis());
    numbers(json, "connections", timeline.connections());
    numbers(json, "heldBoundsMillis", PoolFigures.BOUNDS);
    json.writeArrayPropertyStart("pools");
    for (Timeline.Pool pool : timeline.pools()) {
      json.writeStartObject();
      json.writeStringProperty("name", pool.name());
      numbers(json, "checkouts", pool.checkouts());
      numbers(json, "held", pool.held());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayPropertyStart("marks");
    for (Timeline.Mark mark : timeline.marks()) {
      json.writeStartObject();
      json.writeNumberProperty("millis", mark.millis());
      json.writeStringProperty("what", mark.what().word());
      json.writeStringProperty("pool", mark.pool());
      json.writeStringProperty("resource", mark.resource());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNumberProperty("marksLeftOut", timeline.marksLeftOut());
  }

  static Timeline read(JsonObject json) throws UnreadableReport {
    List<Timeline.Pool> pools = new ArrayList<>();
    for (JsonObject pool : json.objects("pools")) {
      pools.add(
          new Timeline.Pool(
              pool.string("name"), integers(pool, "checkouts"), pool.wholeNumbers("held")));
    }
    List<Timeline.Mark> marks = new ArrayList<>();
    for (JsonObject mark : json.objects("marks")) {
      Timeline.What what = Timeline.What.of(mark.string("what"));
      if (what != null) {
        marks.add(
            new Timeline.Mark(
                mark.number("millis"), what, mark.string("pool"), mark.string("resource")));
      }
    }
    return new Timeline(
        json.wholeNumbers("millis"),
        integers(json, "connections"),
        pools,
        marks,
        json.numberOr("marksLeftOut", 0));
  }

  private static List<Integer> integers(JsonObject json, String name) throws UnreadableReport {
    return json.wholeNumbers(name).stream().map(Long::intValue).toList();
  }

  private static void numbers(JsonGenerator json, String name, List<? extends Number> numbers) {
    json.writeArrayPropertyStart(name);
    for (Number number : numbers) {
      json.writeNumber(number.longValue());
    }
    json.writeEndArray();
  }
}
