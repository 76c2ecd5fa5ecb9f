package io.robustdb.cli;

import io.robustdb.gate.Baseline;
import io.robustdb.gate.FailingGate;
import io.robustdb.gate.InvalidPolicy;
import io.robustdb.gate.Policy;
import io.robustdb.gate.Suppressions;
import io.robustdb.options.Options;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a command is told of findings: which are known, and which fail. */
final class PolicyOptions {
  /** The exit status where something fails. */
  static final int FAILED = 23;

  @Option(names = "--baseline", paramLabel = "FILE", description = "Known findings.")
  private @Nullable Path baseline;

  @Option(names = "--suppressions", paramLabel = "FILE", description = "Lines leak:PATTERN.")
  private @Nullable Path suppressions;

  @Option(
      names = "--fail-on",
      paramLabel = "WORDS",
      description = "What fails, as the agent's option fail-on says it.")
  private @Nullable String failOn;

  /** Whether anything was told. */
  boolean areGiven() {
    return baseline != null || suppressions != null || failOn != null;
  }

  /**
   * Reads the files.
   *
   * @throws CommandFailure where one cannot be used
   */
  Policy read() throws CommandFailure {
    try {
      return new Policy(
          new FailingGate(failOn(), FAILED),
          baseline == null ? Baseline.NONE : Baseline.read(baseline),
          suppressions == null ? Suppressions.NONE : Suppressions.read(suppressions));
    } catch (InvalidPolicy invalid) {
      throw new CommandFailure(String.valueOf(invalid.getMessage()));
    }
  }

  private Set<String> failOn() {
    String argument = failOn == null ? "" : "fail-on=" + failOn;
    return Options.read(argument, new Properties(), Map.of()).failOn();
  }
}
