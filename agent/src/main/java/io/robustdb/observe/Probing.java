package io.robustdb.observe;

import io.robustdb.ledger.Resource;
import io.robustdb.ledger.Tracked;
import org.jspecify.annotations.Nullable;

/**
 * One running use of a resource that is not proven yet. Immutable.
 *
 * @param used the statement or the resource itself, whichever is used
 * @param front the handle that has handed the statement on as it is; null for none
 * @param what the SQL, null where the call has none
 */
record Probing(Tracked used, Resource resource, @Nullable Resource front, @Nullable String what) {
  /** Begins the use. */
  static Probing begin(Tracked used, Resource resource, @Nullable String what) {
    Resource front = used.front();
    resource.useBegins();
    if (front != null) {
      front.useBegins();
    }
    return new Probing(used, resource, front, what);
  }

  /** Ends the use. */
  void end() {
    resource.useEnds();
    if (front != null) {
      front.useEnds();
    }
  }
}
