package io.robustdb.benchmark.programs;

import org.junit.jupiter.api.RepeatedTest;

/** A suite of tests that do nothing. */
final class EmptyTests {
  private static final int MANY = 10_000;

  @RepeatedTest(MANY)
  void empty() {}
}
