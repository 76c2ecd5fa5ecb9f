package io.robustdb.benchmark.measure;

import io.robustdb.benchmark.run.Settings;
import java.util.List;

/** Something that is measured with and without the agent. Stateless. */
public interface Measurement {
  /** For a number that is told for comparison only. */
  double NO_BUDGET = Double.POSITIVE_INFINITY;

  /** The word by which the user chooses it. */
  String name();

  /** Runs all that is to run. */
  List<Outcome> measure(Settings settings) throws Exception;
}
