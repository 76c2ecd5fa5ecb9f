package io.robustdb.gate;

import io.robustdb.report.GateResult;
import io.robustdb.report.Report;

/** Decides whether findings fail a build. Implementations are immutable. */
public interface Gate {
  /** No gate: it never fails. */
  Gate OFF =
      new Gate() {
        @Override
        public GateResult judge(Report report) {
          return GateResult.OFF;
        }

        @Override
        public int exitCode() {
          return 0;
        }
      };

  /** What becomes of a report. */
  GateResult judge(Report report);

  /** The exit status of a JVM that fails. */
  int exitCode();
}
