package io.robustdb.core;

import io.robustdb.gate.Baseline;
import io.robustdb.gate.FailingGate;
import io.robustdb.gate.Gate;
import io.robustdb.gate.InvalidPolicy;
import io.robustdb.gate.Policy;
import io.robustdb.gate.Suppressions;
import io.robustdb.options.Options;
import java.nio.file.Path;

/** Makes the policy that the options ask for. */
final class Policies {
  private Policies() {}

  /**
   * Reads the files that it is in.
   *
   * @throws InvalidPolicy where one cannot be used
   */
  static Policy of(Options options) throws InvalidPolicy {
    Path baseline = options.baseline();
    Path suppressions = options.suppressions();
    Policy policy =
        new Policy(
            options.gateFails() || options.testsFail()
                ? new FailingGate(options.failOn(), options.exitCode())
                : Gate.OFF,
            baseline == null ? Baseline.NONE : Baseline.read(baseline),
            suppressions == null ? Suppressions.NONE : Suppressions.read(suppressions));
    return options.testsFail() ? policy.besideTests() : policy;
  }
}
