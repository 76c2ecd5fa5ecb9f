package io.robustdb.confinement;

/** Code that does something this room cannot follow. */
final class UnknownFlow extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param what it is, in words
   */
  UnknownFlow(String what) {
    super(what, null, false, false);
  }
}
