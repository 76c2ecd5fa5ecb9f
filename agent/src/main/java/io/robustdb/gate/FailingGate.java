package io.robustdb.gate;

import io.robustdb.ledger.ResourceKind;
import io.robustdb.report.Finding;
import io.robustdb.report.GateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Fails where a finding is named by {@code fail-on}. What is a library's fault alone fails only
 * where {@code library} is named too, and a statement or result set only with {@code statement}.
 * Immutable.
 */
public final class FailingGate implements Gate {
  private final Set<String> failOn;
  private final int exitCode;

  /**
   * @param failOn words of the option
   * @param exitCode 1 to 255
   */
  public FailingGate(Set<String> failOn, int exitCode) {
    this.failOn = failOn;
    this.exitCode = exitCode;
  }

  @Override
  public GateResult judge(List<Finding> findings) {
    List<String> failing = new ArrayList<>();
    for (Finding finding : findings) {
      if (finding.exemption() == null
          && fails(finding)
          && !failing.contains(finding.fingerprint())) {
        failing.add(finding.fingerprint());
      }
    }
    return failing.isEmpty()
        ? new GateResult("pass", 0, failing, 0, 0)
        : new GateResult("fail", exitCode, failing, 0, 0);
  }

  @Override
  public int exitCode() {
    return exitCode;
  }

  private boolean fails(Finding finding) {
    if (failOn.contains("all")) {
      return true;
    }
    if (!finding.application() && !failOn.contains("library")) {
      return false;
    }
    boolean statement =
        finding.resource() == ResourceKind.STATEMENT
            || finding.resource() == ResourceKind.RESULT_SET;
    if (statement && !failOn.contains("statement")) {
      return false;
    }
    return failOn.contains(finding.verdict().word())
        || (finding.unreturned() && failOn.contains("unreturned-checkout"));
  }
}
