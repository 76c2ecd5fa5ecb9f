package io.robustdb.benchmark.run;

import java.util.Map;

/**
 * What came out of one run, by name. Immutable.
 *
 * @param values the numbers
 */
public record Numbers(Map<String, Double> values) {
  public Numbers {
    values = Map.copyOf(values);
  }

  /**
   * The number of a name.
   *
   * @throws IllegalStateException where the run did not give it
   */
  public double get(String name) {
    Double value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("no number '" + name + "' in " + values);
    }
    return value;
  }
}
