package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.run.Estimate;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Variant;

/**
 * One number in one variant, and its budget.
 *
 * @param name what was measured
 * @param variant which it was measured in
 * @param unit of the two medians
 * @param plain the median without the agent
 * @param median the median in the variant
 * @param addedUnit of what is added and of the budget
 * @param added what the variant adds, in the same round
 * @param budget how much may be added; infinite where it is told for comparison only
 */
public record Outcome(
    String name,
    Variant variant,
    String unit,
    double plain,
    double median,
    String addedUnit,
    Estimate added,
    double budget) {

  /** What is added, in the unit of the number itself. */
  static Outcome added(
      String name, String unit, double budget, Series series, Variant variant, String number) {
    return new Outcome(
        name,
        variant,
        unit,
        series.median(Variant.PLAIN, number),
        series.median(variant, number),
        unit,
        series.added(variant, number),
        budget);
  }

  /** What is added, in percent. */
  static Outcome addedPercent(
      String name, String unit, double budget, Series series, Variant variant, String number) {
    return new Outcome(
        name,
        variant,
        unit,
        series.median(Variant.PLAIN, number),
        series.median(variant, number),
        "%",
        series.addedPercent(variant, number),
        budget);
  }

  /** Whether the budget holds, with the interval as a whole or only by the median. */
  String verdict() {
    if (Double.isInfinite(budget)) {
      return "";
    }
    if (added.high() <= budget) {
      return "holds";
    }
    if (added.low() > budget) {
      return "**exceeded**";
    }
    return added.median() <= budget ? "holds by the median" : "exceeded by the median";
  }
}
