package io.robustdb.demo;

/** The way out of a failed check. */
final class FailedCheck {
  private FailedCheck() {}

  /** Closes the resource; a failure to do so is added to the first one and never hides it. */
  static void close(AutoCloseable resource, Throwable failure) {
    try {
      resource.close();
    } catch (Exception closeFailure) {
      failure.addSuppressed(closeFailure);
    }
  }
}
