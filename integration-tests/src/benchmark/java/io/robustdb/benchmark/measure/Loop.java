package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.run.JmhFork;
import io.robustdb.benchmark.run.Series;
import io.robustdb.benchmark.run.Settings;
import io.robustdb.benchmark.run.Variant;
import java.util.Map;

/**
 * Runs one loop in some variants and makes outcomes of its time and its allocation.
 *
 * @param loop the class of the loop
 * @param method its method
 * @param parameters the values of its parameters
 */
record Loop(Class<?> loop, String method, Map<String, String> parameters) {
  static final int ROUNDS = 5;
  static final int FEW_ROUNDS = 2;

  Series run(Settings settings, Variant... others) throws Exception {
    return Series.together(
        settings.rounds(ROUNDS, FEW_ROUNDS),
        variants -> JmhFork.run(variants.stream().map(one -> in(settings, one)).toList()),
        others);
  }

  JmhFork in(Settings settings, Variant variant) {
    return new JmhFork(settings, variant, loop, method, parameters);
  }

  static Outcome time(String name, double budget, Series series, Variant variant) {
    return Outcome.added(name + ", time", "ns", budget, series, variant, JmhFork.CPU);
  }

  static Outcome allocation(String name, double budget, Series series, Variant variant) {
    return Outcome.added(name + ", allocation", "B", budget, series, variant, JmhFork.BYTES);
  }
}
