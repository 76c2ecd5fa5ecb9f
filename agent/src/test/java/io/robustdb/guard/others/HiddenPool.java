package io.robustdb.guard.others;

/** Has a method to close it, and nobody outside of this package sees its class. */
final class HiddenPool {
  private final Runnable closed;

  HiddenPool(Runnable closed) {
    this.closed = closed;
  }

  @SuppressWarnings("unused") // by its name
  public void close() {
    closed.run();
  }
}
