package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.run.Estimate;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.SideBySide;
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
 * @param scale how much more this machine takes than the one that the budget is meant for, as its
 *     yardstick says
 */
public record Outcome(
    String name,
    Variant variant,
    String unit,
    double plain,
    double median,
    String addedUnit,
    Estimate added,
    double budget,
    double scale) {

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
        budget,
        1);
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
        budget,
        1);
  }

  /** What one of two programs that live side by side adds, in percent. */
  static Outcome addedPercent(
      String name, String unit, double budget, SideBySide both, Variant variant) {
    return new Outcome(
        name, variant, unit, both.plain(), both.other(), "%", both.percent(), budget, 1);
  }

  /**
   * The same with its budget held against a yardstick: something that the agent has no part in.
   *
   * @param here what it takes on this machine
   * @param there what it takes on the machine that the budget is meant for
   */
  Outcome scaled(double here, double there) {
    return new Outcome(name, variant, unit, plain, median, addedUnit, added, budget, here / there);
  }

  /** How much may be added on this machine. */
  double limit() {
    return budget * scale;
  }

  /** Whether the budget holds, with the interval as a whole or only by the median. */
  String verdict() {
    if (Double.isInfinite(budget)) {
      return "";
    }
    if (added.high() <= limit()) {
      return "holds";
    }
    if (added.low() > limit()) {
      return "**exceeded**";
    }
    return added.median() <= limit() ? "holds by the median" : "exceeded by the median";
  }
}
