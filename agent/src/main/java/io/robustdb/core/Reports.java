package io.robustdb.core;

import io.robustdb.ledger.Ledger;
import io.robustdb.options.Options;
import io.robustdb.report.History;
import io.robustdb.report.JsonReport;
import io.robustdb.report.Jvm;
import io.robustdb.report.ReportBuilder;
import io.robustdb.report.TextReport;
import io.robustdb.site.ApplicationCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Makes what reports need when the first one is made: an application without JDBC is never to pay
 * for them. Thread-safe.
 */
final class Reports {
  private final Options options;
  private final String version;
  private final String mainClass;
  private final Ledger ledger;
  private final ApplicationCode code;
  private final StandardError standardError;
  private final long startedMillis;
  private final @Nullable History history;
  private final List<String> lasting = new CopyOnWriteArrayList<>();
  private volatile @Nullable ReportBuilder builder;
  private @Nullable ReportFile file;

  Reports(
      Options options,
      String version,
      String mainClass,
      long startedMillis,
      Ledger ledger,
      ApplicationCode code,
      StandardError standardError,
      @Nullable History history) {
    this.history = history;
    this.options = options;
    this.version = version;
    this.mainClass = mainClass;
    this.ledger = ledger;
    this.code = code;
    this.standardError = standardError;
    this.startedMillis = startedMillis;
  }

  /** Something cannot be seen at all, as every report is to say. */
  void cannotSee(String what) {
    lasting.add(what);
  }

  /** Threads of the application ask for it too, and wait for nobody once it is there. */
  ReportBuilder builder() {
    ReportBuilder ready = builder;
    return ready == null ? makeBuilder() : ready;
  }

  private synchronized ReportBuilder makeBuilder() {
    ReportBuilder ready = builder;
    if (ready == null) {
      ready =
          new ReportBuilder(
              ledger,
              code,
              version,
              jvm(),
              options.probe(),
              options.showsLiterals(),
              history,
              lasting);
      builder = ready;
    }
    return ready;
  }

  synchronized ReportFile file() {
    if (file == null) {
      Path folder = options.reportFolder();
      file =
          folder == null
              ? ReportFile.NONE
              : new ReportFolder(
                  folder,
                  jvm(),
                  options.formats(),
                  new JsonReport(options.stackDepth()),
                  new TextReport(code),
                  standardError);
    }
    return file;
  }

  private Jvm jvm() {
    return new Jvm(
        ProcessHandle.current().pid(),
        System.getProperty("java.version", ""),
        mainClass,
        startedMillis);
  }
}
