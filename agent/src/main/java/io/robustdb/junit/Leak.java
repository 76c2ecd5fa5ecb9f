package io.robustdb.junit;

import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.Scope;
import io.robustdb.report.Finding;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that was left, for which nothing has failed yet. One of its two parts is there.
 *
 * @param finding what it is in reports
 * @param open a resource that nobody can close any more
 * @param loss resources that are gone
 */
record Leak(Finding finding, @Nullable Resource open, @Nullable Loss loss) {
  /** Something fails for it: the report is to say of it what the failure says. */
  void chargeTo(String what) {
    if (open != null) {
      open.chargedTo(what);
      open.lost();
    }
    if (loss != null) {
      loss.chargedTo(what);
    }
  }

  /** Nothing can fail for it any more but the exit status: the report is to say what it is. */
  void leaveToExit() {
    if (open != null) {
      open.lost();
    }
  }

  /** The resource, or the first of those that are gone. */
  Resource resource() {
    return open != null ? open : Objects.requireNonNull(loss).resources().get(0);
  }

  /** How many resources it is. */
  long count() {
    return loss == null ? 1 : loss.count();
  }

  /** When it was opened, in words. */
  String opened() {
    return scope() instanceof TestScope test ? test.inWords() : "";
  }

  /** Whether it was opened in a test that has failed by itself. */
  boolean isOfFailedTest() {
    return scope() instanceof TestRun run && run.description().isTest() && run.failed;
  }

  private Scope scope() {
    return loss != null ? loss.scope() : open != null ? open.opener().scope() : Scope.NONE;
  }
}
