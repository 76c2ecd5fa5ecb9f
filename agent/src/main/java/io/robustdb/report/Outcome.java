package io.robustdb.report;

/** What became of a resource. */
public enum Outcome {
  STILL_OPEN("still-open"),
  /** By the application, after it had been reported. */
  CLOSED_LATE("closed-late"),
  /** The pool was closed before the checkout came back. */
  CLOSED_BY_POOL("closed-by-pool"),
  /** At collection, by the driver or the JDK's socket. */
  CLOSED_BY_DRIVER("closed-by-driver");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /** The word for it in reports. */
  public String word() {
    return word;
  }
}
