package io.robustdb.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * An object of the application that the ledger knows, held weakly and found by identity. Its own
 * {@code equals} and {@code hashCode} are never called.
 */
public abstract class Tracked extends WeakReference<Object> {
  private static final VarHandle REMOVED = field("removed", boolean.class);
  private static final VarHandle ENTERED = field("entered", boolean.class);
  private static final VarHandle NEXT = field("next", Tracked.class);

  /** Of the object, from when this is entered in the table; see there. */
  int hash;

  volatile @Nullable Tracked next;

  @SuppressWarnings("UnusedVariable") // written through the handle
  private volatile boolean removed;

  @SuppressWarnings("UnusedVariable") // written through the handle
  private volatile boolean entered;

  /**
   * @param collected is told when nothing can reach the object any more; null for nobody
   */
  Tracked(Object object, @Nullable ReferenceQueue<Object> collected) {
    super(object, collected);
  }

  /** Whether nothing can reach the object any more. */
  boolean isGone() {
    return refersTo(null);
  }

  /** Whether it is of an object that only finalizers can reach any more: one of these has it. */
  boolean isUsedInFinalizer(Object object) {
    return false;
  }

  /** The resource that a use of this object is a use of. */
  public abstract Resource used();

  /** The handle that gave a statement as its connection has made it; null for none. */
  public final @Nullable Resource front() {
    Resource handle = lastFront();
    if (handle != null && handle.isClosed()) {
      lastFront(null); // a statement may outlive many handles
      return null;
    }
    return handle;
  }

  /** It was given by a handle, as it is; not one around a handle that tells of it already. */
  final void givenBy(Resource handle) {
    Resource known = front();
    if (used().kind() == ResourceKind.CONNECTION && (known == null || known.isProven())) {
      lastFront(handle);
    }
  }

  /** The same as {@link #front}, though that handle may be closed. */
  @Nullable Resource lastFront() {
    return null;
  }

  /** Sets it, where this is a statement. */
  void lastFront(@Nullable Resource handle) {}

  /** Whether who has this object can use a resource by it. */
  final boolean leadsTo(Resource resource) {
    return used() == resource || lastFront() == resource;
  }

  /** The SQL that a statement was prepared with; null for everything else. */
  public abstract @Nullable String sql();

  final boolean isRemoved() {
    return removed;
  }

  /** Marks it as gone; false where it was already. */
  final boolean markRemoved() {
    return REMOVED.compareAndSet(this, false, true);
  }

  /** Whether it belongs to the table of statements and result sets. */
  abstract boolean isOfStatement();

  /** Whether it is in its table, or was. */
  final boolean isEntered() {
    return entered;
  }

  /** It is about to be put into its table. */
  final void enter(Object object) {
    hash = System.identityHashCode(object);
    ENTERED.setVolatile(this, true);
  }

  /** Sets what comes behind it, before it is published in a chain. */
  final void chain(@Nullable Tracked follower) {
    NEXT.set(this, follower);
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Tracked.class, name, type);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }
}
