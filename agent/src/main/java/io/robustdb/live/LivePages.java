package io.robustdb.live;

import io.robustdb.format.HtmlPage;
import io.robustdb.report.History;
import io.robustdb.report.JsonReport;
import io.robustdb.report.ReportBuilder;
import io.robustdb.report.TimelineJson;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What there is to see at the {@link LivePort}. Thread-safe. */
public final class LivePages implements LivePort.Pages {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";

  private final Supplier<ReportBuilder> reports;
  private final JsonReport json;
  private final List<String> limits;
  private final History history;

  /**
   * @param limits what a report of now cannot see
   */
  public LivePages(
      Supplier<ReportBuilder> reports, JsonReport json, List<String> limits, History history) {
    this.reports = reports;
    this.json = json;
    this.limits = limits;
    this.history = history;
  }

  @Override
  public LivePort.@Nullable Page page(String path) throws IOException {
    return switch (path) {
      case "/" -> new LivePort.Page(HTML, HtmlPage.of("live"));
      case "/metrics" ->
          new LivePort.Page(
              OpenMetrics.TYPE, OpenMetrics.of(history.figures(), reports.get().openByPool()));
      case "/report.json" -> new LivePort.Page(JSON, report());
      case "/now.json" -> new LivePort.Page(JSON, TimelineJson.of(history.timeline()));
      default -> null;
    };
  }

  private String report() throws IOException {
    StringWriter text = new StringWriter();
    json.write(reports.get().build(false, limits), text);
    return text.toString();
  }
}
