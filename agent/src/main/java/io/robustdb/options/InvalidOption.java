package io.robustdb.options;

/** An option that cannot be taken; the message names it and says what to do. */
public final class InvalidOption extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidOption(String message) {
    super(message);
  }
}
