package io.robustdb.report;

import java.util.List;

/**
 * What the gate made of the findings. Immutable.
 *
 * @param verdict {@code pass}, {@code fail} or {@code off}
 * @param exitCode that the JVM ends with on its account, 0 where it has none
 * @param failing the fingerprints that failed it
 * @param suppressed how many findings a suppression exempts
 * @param baseline how many more are known by the baseline
 */
public record GateResult(
    String verdict, int exitCode, List<String> failing, int suppressed, int baseline) {
  /** No gate was asked for. */
  public static final GateResult OFF = new GateResult("off", 0, List.of(), 0, 0);

  public boolean fails() {
    return verdict.equals("fail");
  }
}
