package io.robustdb.observe;

import io.robustdb.ledger.Resource;
import io.robustdb.ledger.Tracked;
import org.jspecify.annotations.Nullable;

/**
 * One running use of a resource that is not proven yet. Immutable.
 *
 * @param used the statement or the resource itself, whichever is used
 * @param what the SQL, null where the call has none
 */
record Probing(Tracked used, Resource resource, @Nullable String what) {
  /** Begins the use. */
  static Probing begin(Tracked used, Resource resource, @Nullable String what) {
    resource.useBegins();
    return new Probing(used, resource, what);
  }

  /** Ends the use. */
  void end() {
    resource.useEnds();
  }
}
