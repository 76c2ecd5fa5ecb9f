package io.robustdb.cli;

/** What the user gave cannot be used; the message says why, in one line. */
final class CommandFailure extends Exception {
  private static final long serialVersionUID = 1L;

  CommandFailure(String message) {
    super(message);
  }
}
