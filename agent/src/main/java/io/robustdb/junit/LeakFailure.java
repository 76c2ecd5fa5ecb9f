package io.robustdb.junit;

import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Reports;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the failure of a test of what it has left. Stateless. */
final class LeakFailure {
  private LeakFailure() {}

  /**
   * The failure, whose stack is that of the opening: where the lines of it are shown, the line that
   * opened is. What else was left is in it as suppressed.
   *
   * @param leaks one at least
   * @param ended what has ended, in words
   */
  static AssertionError of(List<Leak> leaks, String ended) {
    List<Finding> findings = new ArrayList<>();
    Map<String, String> opened = new LinkedHashMap<>();
    for (Leak leak : leaks) {
      findings.add(leak.finding());
      opened.putIfAbsent(leak.finding().fingerprint(), leak.opened());
    }
    AssertionError first = null;
    for (Finding finding : Reports.together(findings)) {
      String when = opened.getOrDefault(finding.fingerprint(), "");
      AssertionError failure = failure(finding, when, ended);
      if (first == null) {
        first = failure;
      } else {
        first.addSuppressed(failure);
      }
    }
    return first == null ? new AssertionError(ended) : first;
  }

  private static AssertionError failure(Finding finding, String opened, String ended) {
    StringBuilder message = new StringBuilder("robustdb: ").append(FindingWords.title(finding));
    message.append(", opened ").append(opened).append(", looked at ").append(ended);
    for (String line : FindingWords.detailsWithoutStack(finding)) {
      message.append("\n  ").append(line);
    }
    AssertionError failure = new AssertionError(message.toString());
    failure.setStackTrace(finding.blame().stack().toArray(StackTraceElement[]::new));
    return failure;
  }
}
