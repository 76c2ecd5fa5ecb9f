package io.robustdb.ledger;

import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What a pool has opened, or handed on, in calls of its own. Thread-safe. */
final class Stock {
  final AtomicInteger opened = new AtomicInteger();
  final AtomicInteger closed = new AtomicInteger();

  /** Pools inside it, whose connections it gives out as they are. */
  final CopyOnWriteArrayList<Resource> parts = new CopyOnWriteArrayList<>();

  /** How often that was looked for in vain which {@link #keeps} tells. */
  final AtomicInteger looks = new AtomicInteger();

  /** Whether it has what it gives out as it is; null until that was looked at. */
  volatile @Nullable Boolean keeps;

  /**
   * Of a closed pool: the class of a connection that it has left to the garbage collector; empty
   * where that took it only at the end, null where there was none.
   */
  volatile @Nullable String left;

  /** Whether all of it is known to be closed; not where nothing is known. */
  boolean isEmpty() {
    if (!parts.isEmpty()) {
      return parts.stream().allMatch(Resource::isClosed);
    }
    int all = opened.get();
    return all > 0 && all == closed.get();
  }
}
