package io.robustdb.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be said at one moment. Immutable.
 *
 * @param complete false until the JVM has ended in order
 * @param limits what could not be seen, in words
 * @param findings the gravest and biggest first
 * @param endedMillis since the epoch
 * @param timeline what was open over time; null where nobody took it down
 */
public record Report(
    String agent,
    boolean complete,
    List<String> limits,
    Jvm jvm,
    Totals totals,
    List<Finding> findings,
    GateResult gate,
    long endedMillis,
    @Nullable Timeline timeline) {

  /** The same report with what the gate made of it, and of its findings. */
  public Report judged(List<Finding> judged, GateResult result) {
    return new Report(agent, complete, limits, jvm, totals, judged, result, endedMillis, timeline);
  }
}
