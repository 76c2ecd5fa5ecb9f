package io.robustdb.benchmark.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the variants told, round by round. A round starts each variant once, side by side or one
 * right after the other and in changing order, so that whatever else the machine does meets all of
 * them alike; only numbers of the same round are ever compared.
 */
public final class Series {
  private final Map<Variant, List<Numbers>> runs = new EnumMap<>(Variant.class);

  private Series() {}

  /** Starts a JVM, or several, and gives the numbers that came out, by name. */
  public interface Launch {
    Numbers run(Variant variant) throws Exception;
  }

  /** Starts all variants, and gives the numbers of each in the same order. */
  public interface Round {
    List<Numbers> run(List<Variant> variants) throws Exception;
  }

  /** Runs {@link Variant#PLAIN} and the others, one after another. */
  public static Series run(int rounds, Launch launch, Variant... others) throws Exception {
    return together(rounds, variants -> oneByOne(launch, variants), others);
  }

  /** Runs {@link Variant#PLAIN} and the others in whatever way a round does that. */
  public static Series together(int rounds, Round round, Variant... others) throws Exception {
    Series series = new Series();
    List<Variant> order = new ArrayList<>(List.of(others));
    order.add(0, Variant.PLAIN);
    for (int number = 0; number < rounds; number++) {
      List<Numbers> all = round.run(List.copyOf(order));
      for (int index = 0; index < order.size(); index++) {
        series
            .runs
            .computeIfAbsent(order.get(index), unused -> new ArrayList<>())
            .add(all.get(index));
      }
      Collections.reverse(order);
    }
    return series;
  }

  private static List<Numbers> oneByOne(Launch launch, List<Variant> variants) throws Exception {
    List<Numbers> all = new ArrayList<>();
    for (Variant variant : variants) {
      all.add(launch.run(variant));
    }
    return all;
  }

  /** The median of a number in one variant. */
  public double median(Variant variant, String name) {
    return Estimate.median(numbers(variant, name));
  }

  /** How much a variant adds to the plain one. */
  public Estimate added(Variant variant, String name) {
    double[] plain = numbers(Variant.PLAIN, name);
    double[] added = numbers(variant, name);
    for (int round = 0; round < added.length; round++) {
      added[round] -= plain[round];
    }
    return Estimate.of(added);
  }

  /** How much a variant adds to the plain one, in percent of that. */
  public Estimate addedPercent(Variant variant, String name) {
    double[] plain = numbers(Variant.PLAIN, name);
    double[] added = numbers(variant, name);
    for (int round = 0; round < added.length; round++) {
      added[round] = (added[round] / plain[round] - 1) * 100;
    }
    return Estimate.of(added);
  }

  private double[] numbers(Variant variant, String name) {
    return runs.getOrDefault(variant, List.of()).stream()
        .mapToDouble(run -> run.get(name))
        .toArray();
  }
}
