package io.robustdb.benchmark.run;

import java.io.IOException;
import java.util.Arrays;

/**
 * Two variants of one program that live side by side and take turns of some milliseconds, first the
 * one, then the other: what the machine does meanwhile meets both alike. Only turns that follow
 * each other are compared, and each round has two new JVMs, because no two of them compile alike.
 *
 * @param plain the median turn without the agent
 * @param other the median turn of the variant
 * @param percent how much the variant adds
 */
public record SideBySide(double plain, double other, Estimate percent) {
  /** Starts a program. */
  public interface Launch {
    Turns start(Variant variant) throws IOException;
  }

  /**
   * Runs {@link Variant#PLAIN} and another one.
   *
   * @param rounds how often both are started
   * @param warmUps the first turns, which do not count
   * @param turns those that count
   * @param amount the work of one turn
   */
  public static SideBySide run(
      int rounds, Launch launch, Variant variant, int warmUps, int turns, int amount)
      throws IOException {
    double[] plain = new double[rounds];
    double[] other = new double[rounds];
    double[] percent = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      double[][] taken = round(launch, variant, warmUps, turns, amount);
      plain[round] = Estimate.median(taken[0]);
      other[round] = Estimate.median(taken[1]);
      Arrays.setAll(taken[0], turn -> (taken[1][turn] / taken[0][turn] - 1) * 100);
      percent[round] = Estimate.median(taken[0]);
    }
    return new SideBySide(Estimate.median(plain), Estimate.median(other), Estimate.of(percent));
  }

  private static double[][] round(
      Launch launch, Variant variant, int warmUps, int turns, int amount) throws IOException {
    double[][] taken = new double[2][turns];
    try (Turns plain = launch.start(Variant.PLAIN);
        Turns other = launch.start(variant)) {
      for (int turn = -warmUps; turn < turns; turn++) {
        boolean plainFirst = turn % 2 == 0;
        double first = (plainFirst ? plain : other).take(amount);
        double second = (plainFirst ? other : plain).take(amount);
        if (turn >= 0) {
          taken[0][turn] = plainFirst ? first : second;
          taken[1][turn] = plainFirst ? second : first;
        }
      }
    }
    return taken;
  }
}
