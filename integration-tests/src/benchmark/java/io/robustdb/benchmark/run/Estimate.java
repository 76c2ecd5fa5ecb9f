package io.robustdb.benchmark.run;

import java.util.Arrays;
import java.util.Random;

/**
 * A median with its 95 % interval.
 *
 * @param median of the numbers
 * @param low the lower end of the interval
 * @param high its upper end
 */
public record Estimate(double median, double low, double high) {
  private static final int RESAMPLES = 5000;
  private static final double TAIL = 0.025;

  /** Below so many numbers the interval is simply all of them. */
  private static final int FEW = 6;

  /** By the percentile bootstrap; repeatable, because its random numbers always are the same. */
  public static Estimate of(double[] numbers) {
    if (numbers.length < FEW) {
      double[] sorted = numbers.clone();
      Arrays.sort(sorted);
      return new Estimate(median(numbers), sorted[0], sorted[sorted.length - 1]);
    }
    Random random = new Random(1);
    double[] medians = new double[RESAMPLES];
    double[] resample = new double[numbers.length];
    for (int number = 0; number < RESAMPLES; number++) {
      for (int index = 0; index < resample.length; index++) {
        resample[index] = numbers[random.nextInt(numbers.length)];
      }
      medians[number] = median(resample);
    }
    Arrays.sort(medians);
    int tail = (int) (RESAMPLES * TAIL);
    return new Estimate(median(numbers), medians[tail], medians[RESAMPLES - 1 - tail]);
  }

  static double median(double[] numbers) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
