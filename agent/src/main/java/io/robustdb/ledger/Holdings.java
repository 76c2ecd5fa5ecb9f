package io.robustdb.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The checkouts that one thread has borrowed last. Most of them the same thread gives back soon:
 * they never come into the table, which wants an identity hash of each, the dearest part of a
 * borrow.
 *
 * <p>Written by its own thread alone and read by all. A place whose checkout was given back is
 * taken by the next.
 */
public final class Holdings {
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Resource[].class);
  private static final VarHandle BORROWED = borrowed();

  /** A thread that holds more has the others in the table. */
  private static final int PLACES = 4;

  private final WeakReference<Thread> thread;
  private final @Nullable Resource[] places = new Resource[PLACES];

  @SuppressWarnings("UnusedVariable") // read by other threads through the handle
  private long borrowed;

  /** The class, by name, of what was borrowed last, and which classes were in the table then. */
  private @Nullable String type;

  private int tableTypes;

  Holdings(Thread thread) {
    this.thread = new WeakReference<>(thread);
  }

  /** The checkout of an object; null where there is none. For its own thread. */
  public @Nullable Resource find(Object object) {
    for (Resource held : places) {
      if (held != null && !held.isRemoved() && held.refersTo(object)) {
        return held;
      }
    }
    return null;
  }

  /** Takes a checkout in; false where there is no place. For its own thread. */
  boolean add(Resource checkout) {
    int place = freePlace();
    if (place < 0) {
      return false;
    }
    BORROWED.setOpaque(this, borrowed + 1);
    PLACE.setRelease(places, place, checkout);
    return true;
  }

  private int freePlace() {
    int entered = -1;
    for (int place = 0; place < PLACES; place++) {
      Resource before = places[place];
      if (before == null || before.isRemoved()) {
        return place;
      }
      if (before.isEntered()) {
        entered = place;
      }
    }
    return entered;
  }

  /** Whether a class is the one of the last time, and no other classes have come up since. */
  @SuppressWarnings("ReferenceEquality") // a class always gives the same name
  boolean isOfLastType(String name, int version) {
    return name == type && version == tableTypes;
  }

  void lastType(String name, int version) {
    type = name;
    tableTypes = version;
  }

  /** What is in a place; null for nothing that is open. For any thread. */
  @Nullable Resource at(int place) {
    Resource held = (Resource) PLACE.getAcquire(places, place);
    return held == null || held.isRemoved() ? null : held;
  }

  int places() {
    return PLACES;
  }

  /** How many it has taken in. For any thread. */
  long count() {
    return (long) BORROWED.getOpaque(this);
  }

  boolean isOfDeadThread() {
    Thread known = thread.get();
    return known == null || !known.isAlive();
  }

  private static VarHandle borrowed() {
    try {
      return MethodHandles.lookup().findVarHandle(Holdings.class, "borrowed", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }
}
