package io.robustdb.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** Pages that hold all that they need: styles, scripts and the charting library. Stateless. */
public final class HtmlPage {
  private static final String FOLDER = "io/robustdb/format/";

  private HtmlPage() {}

  /**
   * A page of the agent's jar, with its script and the library in it.
   *
   * @param name of the page and of its script, without an ending
   * @throws IOException where the jar lacks a part of it
   */
  public static String of(String name) throws IOException {
    return read(FOLDER + name + ".html")
        .replace("/*page-style*/", read(FOLDER + "page.css"))
        .replace("/*chart-style*/", read(chart("uPlot.min.css")))
        .replace("/*chart-script*/", read(chart("uPlot.iife.min.js")))
        .replace("/*page-script*/", read(FOLDER + "timeline.js") + read(FOLDER + name + ".js"));
  }

  private static String chart(String file) throws IOException {
    Properties versions = new Properties();
    try (InputStream input = open(FOLDER + "chart.properties")) {
      versions.load(input);
    }
    String version = Objects.requireNonNull(versions.getProperty("version"));
    return "META-INF/resources/webjars/uplot/" + version + "/dist/" + file;
  }

  private static String read(String resource) throws IOException {
    try (InputStream input = open(resource)) {
      return new String(input.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String resource) throws IOException {
    InputStream input = HtmlPage.class.getClassLoader().getResourceAsStream(resource);
    if (input == null) {
      throw new IOException("the agent's jar has no " + resource);
    }
    return input;
  }
}
