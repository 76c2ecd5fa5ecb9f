package io.robustdb.ledger;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * An object of the application that the ledger knows, held weakly and found by identity. Its own
 * {@code equals} and {@code hashCode} are never called.
 */
public abstract class Tracked extends WeakReference<Object> {
  private static final AtomicIntegerFieldUpdater<Tracked> REMOVED =
      AtomicIntegerFieldUpdater.newUpdater(Tracked.class, "removed");

  final int hash;
  volatile @Nullable Tracked next;

  @SuppressWarnings("UnusedVariable") // read and written through the updater
  private volatile int removed;

  Tracked(Object object, ReferenceQueue<Object> collected) {
    super(object, collected);
    this.hash = System.identityHashCode(object);
  }

  /** The resource that a use of this object is a use of. */
  public abstract Resource used();

  /** The SQL that a statement was prepared with; null for everything else. */
  public abstract @Nullable String sql();

  final boolean isRemoved() {
    return removed != 0;
  }

  /** Marks it as gone; false where it was already. */
  final boolean markRemoved() {
    return REMOVED.compareAndSet(this, 0, 1);
  }
}
