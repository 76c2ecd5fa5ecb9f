package io.robustdb.gate;

import io.robustdb.report.Finding;
import io.robustdb.report.GateResult;
import java.util.List;

/** Decides whether findings fail a build. Implementations are immutable. */
public interface Gate {
  /** No gate: it never fails. */
  Gate OFF =
      new Gate() {
        @Override
        public GateResult judge(List<Finding> findings) {
          return GateResult.OFF;
        }

        @Override
        public int exitCode() {
          return 0;
        }
      };

  /** What becomes of findings; those that are exempt count for nothing. */
  GateResult judge(List<Finding> findings);

  /** The exit status of a JVM that fails. */
  int exitCode();
}
