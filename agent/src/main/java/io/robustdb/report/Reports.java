package io.robustdb.report;

import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.ApplicationCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What can be done with reports that were read. Stateless. */
public final class Reports {
  private Reports() {}

  /**
   * One report of all: findings of one fingerprint and verdict are one, numbers are added. What is
   * said of the JVM is said of the first.
   *
   * @param reports one at least
   */
  public static Report merged(List<Report> reports) {
    Report first = reports.get(0);
    List<Finding> findings = new ArrayList<>();
    Set<String> limits = new LinkedHashSet<>();
    boolean complete = true;
    long ended = first.endedMillis();
    for (Report report : reports) {
      findings.addAll(report.findings());
      limits.addAll(report.limits());
      complete &= report.complete();
      ended = Math.max(ended, report.endedMillis());
    }
    findings = together(findings);
    return new Report(
        first.agent(),
        complete,
        List.copyOf(limits),
        first.jvm(),
        totals(reports),
        findings,
        reports.size() == 1 ? first.gate() : GateResult.OFF,
        ended,
        reports.size() == 1 ? first.timeline() : null);
  }

  /** Findings of one fingerprint and verdict as one, the gravest and biggest first. */
  public static List<Finding> together(List<Finding> findings) {
    List<Finding> together = Findings.merged(findings);
    together.sort(GRAVEST_FIRST);
    return together;
  }

  private static final Comparator<Finding> GRAVEST_FIRST =
      Comparator.comparing(Finding::verdict)
          .thenComparing(Finding::count, Comparator.reverseOrder())
          .thenComparing(Finding::fingerprint);

  /** Whose code is the application's, as far as the findings of a report tell. */
  public static ApplicationCode code(Report report) {
    Set<String> packages = new LinkedHashSet<>();
    for (Finding finding : report.findings()) {
      StackTraceElement site = finding.blame().site();
      if (finding.application() && site != null) {
        packages.add(ApplicationCode.rootOf(site.getClassName()));
      }
    }
    return new ApplicationCode(List.copyOf(packages), "");
  }

  private static Totals totals(List<Report> reports) {
    Map<ResourceKind, Long> opened = new EnumMap<>(ResourceKind.class);
    Map<ResourceKind, Long> open = new EnumMap<>(ResourceKind.class);
    Map<ResourceKind, Long> closedByGuard = new EnumMap<>(ResourceKind.class);
    for (Report report : reports) {
      report.totals().opened().forEach((kind, count) -> opened.merge(kind, count, Long::sum));
      report.totals().open().forEach((kind, count) -> open.merge(kind, count, Long::sum));
      report
          .totals()
          .closedByGuard()
          .forEach((kind, count) -> closedByGuard.merge(kind, count, Long::sum));
    }
    return new Totals(opened, open, closedByGuard);
  }
}
