package io.robustdb.core;

import io.robustdb.gate.Gate;
import io.robustdb.gate.Policy;
import io.robustdb.guard.Guard;
import io.robustdb.jdk.LastHook;
import io.robustdb.ledger.Collector;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.log.AgentLog;
import io.robustdb.observe.Observer;
import io.robustdb.report.Finding;
import io.robustdb.report.GateResult;
import io.robustdb.report.Report;
import io.robustdb.report.TextReport;
import io.robustdb.site.ApplicationCode;
import io.robustdb.weave.JdbcTransformer;
import java.util.ArrayList;
import java.util.List;

/** What happens after everything else in the JVM has ended: the last look, the report, the gate. */
final class Ending implements Runnable {
  private final Ledger ledger;
  private final Guard guard;
  private final Collector collector;
  private final Observer observer;
  private final JdbcTransformer transformer;
  private final Reports reports;
  private final Policy policy;
  private final ApplicationCode code;
  private final StandardError standardError;
  private final AgentLog log;
  private final Live live;
  private final Runnable lastLook;
  private final Watchdog watchdog = new Watchdog(this);
  private final Object saying = new Object();
  private boolean ended;
  private boolean saidInterim;
  private volatile boolean last = true;

  /**
   * @param lastLook is run before anything of the agent is stopped
   */
  Ending(
      Ledger ledger,
      Guard guard,
      Collector collector,
      Observer observer,
      JdbcTransformer transformer,
      Reports reports,
      Policy policy,
      ApplicationCode code,
      StandardError standardError,
      AgentLog log,
      Live live,
      Runnable lastLook) {
    this.live = live;
    this.lastLook = lastLook;
    this.log = log;
    this.guard = guard;
    this.ledger = ledger;
    this.collector = collector;
    this.observer = observer;
    this.transformer = transformer;
    this.reports = reports;
    this.policy = policy;
    this.code = code;
    this.standardError = standardError;
  }

  /** Has this run when the JVM ends, and has it watched over that it comes to that. */
  void register() {
    last = LastHook.register(this);
    watchdog.register();
  }

  /**
   * Has nothing run at the end of the JVM any more.
   *
   * @throws IllegalStateException where it has begun to end; nothing has changed then
   */
  void forget() {
    watchdog.forget();
    watchdog.rest();
    LastHook.forget();
  }

  /**
   * Ends the watch before the JVM ends, with a report in the folder, if there is one, and no
   * judgement.
   */
  void detach() throws InterruptedException {
    collector.stop();
    guard.rest();
    List<String> limits = new ArrayList<>();
    limits.add("the agent was detached before the JVM ended");
    addLimits(limits);
    if (reports.file() != ReportFile.NONE) {
      reports.file().write(reports.builder().build(false, limits));
    }
    log.write();
  }

  @Override
  public void run() {
    watchdog.rest();
    live.close();
    synchronized (saying) { // an interim report is not to come after, or into, this one
      ended = true;
    }
    try {
      end();
    } catch (Throwable failure) {
      standardError.say("could not make its report: " + failure);
      if (policy.gate() != Gate.OFF) { // nobody may take it for one that has passed
        standardError.say("gate failed: exit status " + policy.gate().exitCode());
        Runtime.getRuntime().halt(policy.gate().exitCode());
      }
    }
  }

  /** What is said where the end does not come: as of now, and marked as incomplete. */
  void interim() {
    try {
      synchronized (saying) {
        sayInterim();
      }
    } catch (Throwable failure) {
      standardError.say("could not make its interim report: " + failure);
    }
  }

  private void sayInterim() {
    if (!ended && isUsed()) {
      List<String> limits = new ArrayList<>();
      limits.add(
          "the JVM is not done with its shutdown hooks (does one of them call System.exit?); "
              + "this is an interim report");
      addLimits(limits);
      Report report = reports.builder().build(false, limits);
      reports.file().write(report);
      standardError.lines(new TextReport(code).lines(report));
      saidInterim = true;
    }
  }

  private void end() throws InterruptedException {
    List<String> limits = new ArrayList<>();
    log.write();
    boolean used = isUsed();
    if (!used && isSilent()) {
      return;
    }
    lastLook.run();
    collector.stop();
    guard.rest();
    if (used && !new LastCollection(ledger, collector).collect()) {
      limits.add(
          "the garbage collector did not run when asked, so what was lost may be shown as still open");
    }
    addLimits(limits);
    Report report = policy.judge(reports.builder().build(true, limits));
    boolean written = reports.file().write(report);
    if (saidInterim) {
      standardError.say("the shutdown hooks have ended; the interim report is superseded by this:");
    }
    if (used || !report.findings().isEmpty() || !limits.isEmpty()) {
      standardError.lines(new TextReport(code).lines(report));
    }
    if (used) {
      policy
          .usage(report, " in this JVM (others may have them: gate tells of all)")
          .forEach(standardError::say);
    }
    if (reports.file().path() != null && written && !report.findings().isEmpty()) {
      standardError.say("the report is " + reports.file().path());
    }
    judge(report, report.gate(), written);
  }

  /** Whether there is nothing to say, nobody to say it to and nothing to judge. */
  private boolean isSilent() {
    return policy.gate() == Gate.OFF
        && reports.file() == ReportFile.NONE
        && transformer.unwoven() == 0
        && observer.failures() == 0;
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
      int findings = 0;
      long resources = 0;
      for (Finding finding : report.findings()) {
        if (finding.exemption() == null && policy.fails(finding)) {
          findings++;
          resources += finding.count();
        }
      }
      standardError.say(
          "gate failed: "
              + findings
              + " of "
              + report.findings().size()
              + " findings ("
              + resources
              + (resources == 1 ? " resource" : " resources")
              + "); exit status "
              + result.exitCode()
              + (reports.file().path() == null ? "" : "; report in " + reports.file().path()));
      Runtime.getRuntime().halt(result.exitCode());
    } else if (!written && policy.gate() != Gate.OFF) {
      standardError.say(
          "gate failed: the report could not be written; exit status " + policy.gate().exitCode());
      Runtime.getRuntime().halt(policy.gate().exitCode());
    }
  }
}
