package io.robustdb.gate;

/** A baseline or suppressions that cannot be used; the message says why, in one line. */
public final class InvalidPolicy extends Exception {
  private static final long serialVersionUID = 1L;

  public InvalidPolicy(String message) {
    super(message);
  }
}
