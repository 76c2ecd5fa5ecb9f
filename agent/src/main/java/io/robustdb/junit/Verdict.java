package io.robustdb.junit;

import java.util.List;

/**
 * What is to fail, and for what. Immutable.
 *
 * @param leaks one at least
 * @param what the test, class or run that fails
 * @param ended when it was looked, in words
 */
record Verdict(List<Leak> leaks, String what, String ended) {
  /** What it is to fail with. */
  AssertionError failure() {
    return LeakFailure.of(leaks, ended);
  }

  /** It has failed: nothing else is to fail for the same. */
  void charge() {
    for (Leak leak : leaks) {
      leak.chargeTo(what);
    }
  }
}
