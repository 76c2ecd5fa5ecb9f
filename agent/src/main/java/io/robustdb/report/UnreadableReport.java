package io.robustdb.report;

/** A file that is no report of ours, or not a whole one; the message says why, in one line. */
public final class UnreadableReport extends Exception {
  private static final long serialVersionUID = 1L;

  public UnreadableReport(String message) {
    super(message);
  }
}
