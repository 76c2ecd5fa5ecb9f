package io.robustdb.junit;

import io.robustdb.ledger.Scope;
import org.jspecify.annotations.Nullable;

/** What is opened in it belongs to some test, to one of several, or to what is around them. */
interface TestScope extends Scope {
  /** What fails where no test can: most often the class of the tests; null for the whole run. */
  @Nullable TestRun group();

  /** When something was opened in it, in words. */
  String inWords();
}
