package io.robustdb.it.failures;

/**
 * One start-up: one way to fail, in one shape of code, in one JVM. Immutable.
 *
 * @param run tells the JVM from others
 */
record Story(String run, String fault, Form form) {
  /** The same with and without the agent. */
  String name() {
    return fault + "-" + form.word();
  }

  /** The application name of its sessions. */
  String application() {
    return run + "-" + name();
  }

  /** A view of its own: whether it can be read is whether the check succeeds. */
  String view() {
    return "ready_" + application().replace('-', '_');
  }
}
