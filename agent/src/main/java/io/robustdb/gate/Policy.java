package io.robustdb.gate;

import io.robustdb.report.Finding;
import io.robustdb.report.GateResult;
import io.robustdb.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the user has said about findings: which are known or suppressed, and whether the others fail
 * something. Immutable.
 */
public final class Policy {
  /** No finding fails anything. */
  public static final Policy NONE = new Policy(Gate.OFF, Baseline.NONE, Suppressions.NONE);

  private final Gate gate;
  private final Baseline baseline;
  private final Suppressions suppressions;
  private final boolean charged;

  /**
   * @param gate what the findings that are not exempt have to pass
   */
  public Policy(Gate gate, Baseline baseline, Suppressions suppressions) {
    this(gate, baseline, suppressions, false);
  }

  private Policy(Gate gate, Baseline baseline, Suppressions suppressions, boolean charged) {
    this.charged = charged;
    this.gate = gate;
    this.baseline = baseline;
    this.suppressions = suppressions;
  }

  /**
   * The same, but for what tests have failed for: nothing more fails for that in their JVM. Who
   * judges its report later does not know what became of that failure, and judges anew.
   */
  public Policy besideTests() {
    return new Policy(gate, baseline, suppressions, true);
  }

  /** The gate's part of it. */
  public Gate gate() {
    return gate;
  }

  /** Whether a finding would fail the gate by itself. */
  public boolean fails(Finding finding) {
    return suppressions.of(finding) == null
        && !baseline.knows(finding)
        && gate.judge(List.of(finding.exempt(null))).fails();
  }

  /** The report with what becomes of it: what is exempt says why. */
  public Report judge(Report report) {
    List<Finding> findings = new ArrayList<>();
    int suppressed = 0;
    int known = 0;
    for (Finding finding : report.findings()) {
      Suppression suppression = suppressions.of(finding);
      if (suppression != null) {
        suppressed++;
        findings.add(finding.exempt("suppressed by leak:" + suppression.text()));
      } else if (baseline.knows(finding)) {
        known++;
        findings.add(finding.exempt("in the baseline"));
      } else if (charged && finding.charged() > 0 && finding.charged() >= finding.count()) {
        findings.add(finding.exempt("the tests have failed for it"));
      } else {
        findings.add(finding.exempt(null)); // what an earlier judge said of it does not count
      }
    }
    GateResult result = gate.judge(findings);
    return report.judged(
        findings,
        new GateResult(result.verdict(), result.exitCode(), result.failing(), suppressed, known));
  }

  /**
   * How much of the baseline and of the suppressions was of use, in lines for people.
   *
   * @param where the reports are from, in words after a blank, or empty
   */
  public List<String> usage(Report judged, String where) {
    List<String> lines = new ArrayList<>();
    Map<Suppression, Integer> used = new LinkedHashMap<>();
    suppressions.all().forEach(suppression -> used.put(suppression, 0));
    for (Finding finding : judged.findings()) {
      Suppression suppression = suppressions.of(finding);
      if (suppression != null) {
        used.merge(suppression, 1, Integer::sum);
      }
    }
    used.forEach(
        (suppression, count) ->
            lines.add(
                "suppression leak:"
                    + suppression.text()
                    + " (line "
                    + suppression.line()
                    + ") "
                    + (count == 0 ? "was not used" : "was used for " + count)));
    List<String> gone = baseline.gone(judged.findings());
    if (!gone.isEmpty()) {
      lines.add(
          gone.size()
              + " of "
              + baseline.size()
              + " findings of the baseline did not occur"
              + where
              + ":");
      gone.forEach(line -> lines.add("  " + line));
    }
    return lines;
  }
}
