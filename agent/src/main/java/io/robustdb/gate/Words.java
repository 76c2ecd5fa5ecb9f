package io.robustdb.gate;

import io.robustdb.report.Finding;

/** A finding in a few words, for lines that people keep. */
final class Words {
  private Words() {}

  static String of(Finding finding) {
    StackTraceElement site = finding.blame().site();
    String kind = finding.resource().word().replace("resultSet", "result set");
    String pool = finding.pool() == null ? "" : " of pool " + finding.pool();
    return kind + pool + " opened at " + (site == null ? "an unknown place" : site);
  }
}
