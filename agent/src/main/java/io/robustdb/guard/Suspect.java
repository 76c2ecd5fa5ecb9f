package io.robustdb.guard;

import io.robustdb.ledger.Resource;
import java.util.concurrent.TimeUnit;

/**
 * A resource whose check failed, or that may be lost without that, and that was not closed when it
 * was last looked at. Thread-safe: one thread at a time looks at it.
 */
final class Suspect {
  /** So often it is looked at whenever there is a moment; after that with growing pauses. */
  private static final int FREE_LOOKS = 8;

  /** And so often whatever all looks have taken: as its method ends, and at the next attempts. */
  private static final int FIRST_LOOKS = 3;

  private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final int LONGEST_PAUSE = 10;

  private final Resource resource;
  private int looks;
  private long nextLook = System.nanoTime();
  private boolean looking;

  Suspect(Resource resource) {
    this.resource = resource;
  }

  Resource resource() {
    return resource;
  }

  /** Whether it need not be looked at any more. */
  boolean isSettled(boolean provenToo) {
    return resource.isClosed()
        || resource.guardNotes().isClosingTried()
        || (resource.refersTo(null) && !resource.guardNotes().isWatched())
        || (resource.isProven() && !provenToo);
  }

  /**
   * Begins a look; false where another thread has it or it is too early for the next one.
   *
   * @param last whether there will be no other
   */
  synchronized boolean begin(boolean last, LookBudget budget) {
    boolean early = looks > FREE_LOOKS && System.nanoTime() - nextLook < 0;
    boolean dear = looks >= free() && !budget.allows();
    if (looking || (!last && (early || dear))) {
      return false;
    }
    looking = true;
    looks++;
    return true;
  }

  /** How many looks the budget need not allow: none at what has not failed. */
  private int free() {
    return resource.probe() == null ? 0 : FIRST_LOOKS;
  }

  /** Ends a look that has taken so long. */
  synchronized void end(long nanos, LookBudget budget) {
    looking = false;
    budget.spend(nanos, looks <= free());
    int pause = Math.min(LONGEST_PAUSE, Math.max(0, looks - FREE_LOOKS));
    nextLook = System.nanoTime() + (FIRST_PAUSE_NANOS << pause);
  }
}
