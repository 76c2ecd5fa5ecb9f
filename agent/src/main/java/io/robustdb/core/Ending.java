package io.robustdb.core;

import io.robustdb.gate.Gate;
import io.robustdb.ledger.Collector;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.observe.Observer;
import io.robustdb.report.Finding;
import io.robustdb.report.GateResult;
import io.robustdb.report.Report;
import io.robustdb.report.ReportBuilder;
import io.robustdb.report.TextReport;
import io.robustdb.site.ApplicationCode;
import io.robustdb.weave.JdbcTransformer;
import java.util.ArrayList;
import java.util.List;

/** What happens after everything else in the JVM has ended: the last look, the report, the gate. */
final class Ending implements Runnable {
  private final Ledger ledger;
  private final Collector collector;
  private final Observer observer;
  private final JdbcTransformer transformer;
  private final ReportBuilder reports;
  private final Gate gate;
  private final ReportFile file;
  private final ApplicationCode code;
  private final StandardError standardError;
  private boolean last = true;

  Ending(
      Ledger ledger,
      Collector collector,
      Observer observer,
      JdbcTransformer transformer,
      ReportBuilder reports,
      Gate gate,
      ReportFile file,
      ApplicationCode code,
      StandardError standardError) {
    this.ledger = ledger;
    this.collector = collector;
    this.observer = observer;
    this.transformer = transformer;
    this.reports = reports;
    this.gate = gate;
    this.file = file;
    this.code = code;
    this.standardError = standardError;
  }

  /** Whether this runs after the application's hooks, or beside them. */
  void isLast(boolean isLast) {
    last = isLast;
  }

  @Override
  public void run() {
    try {
      end();
    } catch (Throwable failure) {
      standardError.say("could not make its report: " + failure);
    }
  }

  private void end() throws InterruptedException {
    List<String> limits = new ArrayList<>();
    boolean used = isUsed();
    collector.stop();
    if (used && !new LastCollection(ledger, collector).collect()) {
      limits.add(
          "the garbage collector did not run when asked, so what was lost may be shown as still open");
    }
    addLimits(limits);
    Report report = reports.build(true, limits);
    GateResult result = gate.judge(report);
    report = report.judged(result);
    boolean written = file.write(report);
    if (used || !report.findings().isEmpty() || !limits.isEmpty()) {
      standardError.lines(new TextReport(code).lines(report));
    }
    if (file.path() != null && written && !report.findings().isEmpty()) {
      standardError.say("the report is " + file.path());
    }
    judge(report, result, written);
  }

  private boolean isUsed() {
    for (ResourceKind kind : ResourceKind.values()) {
      if (ledger.opened(kind) > 0) {
        return true;
      }
    }
    return false;
  }

  private void addLimits(List<String> limits) {
    if (!last) {
      limits.add(
          "this JVM does not tell when its shutdown hooks have ended; some may still have been running");
    }
    if (transformer.unwoven() > 0) {
      limits.add(
          transformer.unwoven()
              + " classes could not be watched, the first is "
              + transformer.firstUnwoven());
    }
    if (observer.failures() > 0) {
      limits.add(
          "the agent itself failed "
              + observer.failures()
              + " times, so this report may be incomplete; the first was "
              + observer.firstFailure());
    }
  }

  /**
   * Ends the JVM with the gate's status, where it fails: the application's status does not count
   * then.
   */
  private void judge(Report report, GateResult result, boolean written) {
    if (result.fails()) {
      int resources = 0;
      for (Finding finding : report.findings()) {
        resources += result.failing().contains(finding.fingerprint()) ? (int) finding.count() : 0;
      }
      standardError.say(
          "gate failed: "
              + result.failing().size()
              + " of "
              + report.findings().size()
              + " findings ("
              + resources
              + " resources); exit status "
              + result.exitCode()
              + (file.path() == null ? "" : "; report in " + file.path()));
      Runtime.getRuntime().halt(result.exitCode());
    } else if (!written && gate != Gate.OFF) {
      standardError.say(
          "gate failed: the report could not be written; exit status " + gate.exitCode());
      Runtime.getRuntime().halt(gate.exitCode());
    }
  }
}
