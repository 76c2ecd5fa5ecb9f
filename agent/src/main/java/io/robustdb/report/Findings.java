package io.robustdb.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Puts findings together that differ in nothing but what became of their resources. */
final class Findings {
  private static final int LISTED = 20;

  private Findings() {}

  /** One finding for each fingerprint and verdict. */
  static List<Finding> merged(List<Finding> findings) {
    Map<String, Finding> merged = new LinkedHashMap<>();
    for (Finding finding : findings) {
      merged.merge(finding.fingerprint() + finding.verdict(), finding, Findings::merge);
    }
    return new ArrayList<>(merged.values());
  }

  private static Finding merge(Finding one, Finding other) {
    Map<Outcome, Long> outcomes = new EnumMap<>(one.outcomes());
    other.outcomes().forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
    List<Instance> instances =
        Stream.concat(one.instances().stream(), other.instances().stream())
            .sorted(Instance.OPEN_AND_OLD_FIRST)
            .limit(LISTED)
            .toList();
    return new Finding(
        one.resource(),
        one.verdict(),
        one.blame().own() ? one.blame() : other.blame(),
        one.application() || other.application(),
        one.count() + other.count(),
        outcomes,
        one.url() == null ? other.url() : one.url(),
        one.type(),
        one.pool() == null ? other.pool() : one.pool(),
        one.holds() + other.holds(),
        one.unreturned() || other.unreturned(),
        one.probe() == null ? other.probe() : one.probe(),
        one.guardReason() == null ? other.guardReason() : one.guardReason(),
        instances,
        one.test() == null ? other.test() : one.test(),
        one.charged() + other.charged(),
        other.exemption() == null ? null : one.exemption());
  }
}
