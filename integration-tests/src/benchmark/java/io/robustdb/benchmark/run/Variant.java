package io.robustdb.benchmark.run;

/** How a measured JVM is started. */
public enum Variant {
  /** Without an agent: what every other variant is compared with. */
  PLAIN("none"),
  AGENT("robustdb"),
  /** Attached when the JVM runs, before anything is opened. */
  ATTACHED("robustdb, attached"),
  /** With a test that leaks to fail. */
  TEST_GATE("robustdb, junit=fail"),
  /** With an agent that does nothing. */
  IDLE_AGENT("idle agent"),
  /** Without an agent, HikariCP's own leak detection in its place. */
  LEAK_DETECTION("HikariCP's leak detection");

  private final String words;

  Variant(String words) {
    this.words = words;
  }

  /** As a reader of the table knows it. */
  @Override
  public String toString() {
    return words;
  }
}
