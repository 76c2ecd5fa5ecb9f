package io.robustdb.report;

/** Why a finding is one, the gravest first. */
public enum Verdict {
  AFTER_FAILED_PROBE("after-failed-probe"),
  ABANDONED("abandoned"),
  HELD_TOO_LONG("held-too-long"),
  OPEN_AT_EXIT("open-at-exit");

  private final String word;

  Verdict(String word) {
    this.word = word;
  }

  /** The word for it in reports and options. */
  public String word() {
    return word;
  }
}
