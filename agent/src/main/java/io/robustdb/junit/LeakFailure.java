package io.robustdb.junit;

import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Reports;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the failure of a test of what it has left. Stateless. */
final class LeakFailure {
  /** So many of the tests in which the same was left. */
  private static final int NAMED = 5;

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
    Map<String, Set<String>> opened = new LinkedHashMap<>();
    for (Leak leak : leaks) {
      findings.add(leak.finding());
      opened
          .computeIfAbsent(key(leak.finding()), unused -> new LinkedHashSet<>())
          .add(leak.opened());
    }
    List<Finding> together = Reports.together(findings);
    StringBuilder others = new StringBuilder();
    for (Finding finding : together.subList(1, together.size())) {
      others.append("\n  also      ").append(title(finding, opened));
      if (finding.blame().site() != null) {
        others.append(", at ").append(finding.blame().site());
      }
    }
    AssertionError first = failure(together.get(0), opened, ended, others.toString());
    for (Finding finding : together.subList(1, together.size())) {
      first.addSuppressed(failure(finding, opened, ended, ""));
    }
    return first;
  }

  /** What findings have in common that are told as one. */
  private static String key(Finding finding) {
    return finding.fingerprint() + finding.verdict();
  }

  private static String title(Finding finding, Map<String, Set<String>> opened) {
    Set<String> places = opened.getOrDefault(key(finding), Set.of());
    String more = places.size() > NAMED ? " and " + (places.size() - NAMED) + " others" : "";
    return FindingWords.title(finding)
        + ", opened "
        + places.stream().limit(NAMED).collect(Collectors.joining(", "))
        + more;
  }

  /**
   * @param others lines for what else was left: who shows the failure may leave out what is
   *     suppressed
   */
  private static AssertionError failure(
      Finding finding, Map<String, Set<String>> opened, String ended, String others) {
    StringBuilder message = new StringBuilder("robustdb: ").append(title(finding, opened));
    message.append(", looked at ").append(ended).append(others);
    for (String line : FindingWords.detailsWithoutStack(finding)) {
      message.append("\n  ").append(line);
    }
    AssertionError failure = new AssertionError(message.toString());
    failure.setStackTrace(finding.blame().stack().toArray(StackTraceElement[]::new));
    return failure;
  }
}
