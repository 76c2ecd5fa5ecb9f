package io.robustdb.live;

import io.robustdb.report.JsonReport;
import io.robustdb.report.ReportBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What there is to see at the {@link LivePort}. Thread-safe. */
public final class LivePages implements LivePort.Pages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";

  private final Supplier<ReportBuilder> reports;
  private final JsonReport json;
  private final List<String> limits;
  private final PoolFigures figures;
  private final Timeline timeline;

  /**
   * @param limits what a report of now cannot see
   */
  public LivePages(
      Supplier<ReportBuilder> reports,
      JsonReport json,
      List<String> limits,
      PoolFigures figures,
      Timeline timeline) {
    this.reports = reports;
    this.json = json;
    this.limits = limits;
    this.figures = figures;
    this.timeline = timeline;
  }

  @Override
  public LivePort.@Nullable Page page(String path) throws IOException {
    return switch (path) {
      case "/" -> new LivePort.Page(HTML, html());
      case "/metrics" ->
          new LivePort.Page(
              OpenMetrics.TYPE, OpenMetrics.of(figures.byName(), reports.get().openByPool()));
      case "/report.json" -> new LivePort.Page(JSON, report());
      case "/now.json" -> new LivePort.Page(JSON, now());
      default -> null;
    };
  }

  private String report() throws IOException {
    StringWriter text = new StringWriter();
    json.write(reports.get().build(false, limits), text);
    return text.toString();
  }

  private String now() {
    List<Timeline.Moment> moments = timeline.moments();
    StringWriter text = new StringWriter();
    try (JsonGenerator writer =
        new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      writer.writeStartObject();
      writer.writeArrayPropertyStart("millis");
      moments.forEach(moment -> writer.writeNumber(moment.millis()));
      writer.writeEndArray();
      writer.writeArrayPropertyStart("connections");
      moments.forEach(moment -> writer.writeNumber(moment.connections()));
      writer.writeEndArray();
      writer.writeArrayPropertyStart("pools");
      for (String name : Timeline.names(moments)) {
        writer.writeStartObject();
        writer.writeStringProperty("name", name);
        writer.writeArrayPropertyStart("checkouts");
        for (Timeline.Moment moment : moments) {
          Integer count = moment.checkouts().get(name);
          if (count == null) {
            writer.writeNull();
          } else {
            writer.writeNumber(count);
          }
        }
        writer.writeEndArray();
        writer.writeEndObject();
      }
      writer.writeEndArray();
      writer.writeEndObject();
    }
    return text.toString();
  }

  private static String html() throws IOException {
    return read("io/robustdb/live/live.html")
        .replace("/*chart-style*/", read(chart("uPlot.min.css")))
        .replace("/*chart-script*/", read(chart("uPlot.iife.min.js")))
        .replace("/*page-script*/", read("io/robustdb/live/live.js"));
  }

  private static String chart(String file) throws IOException {
    return "META-INF/resources/webjars/uplot/" + version() + "/dist/" + file;
  }

  private static String version() throws IOException {
    Properties versions = new Properties();
    try (InputStream input = open("io/robustdb/live/chart.properties")) {
      versions.load(input);
    }
    return Objects.requireNonNull(versions.getProperty("version"));
  }

  private static String read(String resource) throws IOException {
    try (InputStream input = open(resource)) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream input = LivePages.class.getClassLoader().getResourceAsStream(resource);
    if (input == null) {
      throw new IOException("the agent's jar has no " + resource);
    }
    return input;
  }
}
