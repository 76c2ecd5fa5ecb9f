package io.robustdb.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A few objects of one thread, found by looking at each. Written by that thread alone and read by
 * all. The place of one that was taken out is taken by the next.
 */
final class Places<T extends Tracked> {
  private static final VarHandle PLACE = MethodHandles.arrayElementVarHandle(Tracked[].class);
  private static final int COUNT = 4;

  private final @Nullable Tracked[] all = new Tracked[COUNT];

  /** What stands for an object; null for nothing. For its own thread. */
  @Nullable T find(Object object) {
    for (Tracked held : all) {
      if (held == null) {
        return null; // they are taken from the first on, and never emptied
      }
      if (held.refersTo(object) && !held.isRemoved()) {
        return cast(held);
      }
    }
    return null;
  }

  /** Takes one in; false where there is no place. For its own thread. */
  boolean add(T element) {
    int place = freePlace();
    if (place < 0) {
      return false;
    }
    PLACE.setRelease(all, place, element);
    return true;
  }

  private int freePlace() {
    int entered = -1;
    for (int place = 0; place < COUNT; place++) {
      Tracked before = all[place];
      if (before == null || before.isRemoved()) {
        return place;
      }
      if (before.isEntered()) {
        entered = place;
      }
    }
    return entered;
  }

  /** The same as {@link #find} for any thread. */
  @Nullable T findOfOther(Object object) {
    for (int place = 0; place < COUNT; place++) {
      Tracked held = at(place);
      if (held != null && held.refersTo(object)) {
        return cast(held);
      }
    }
    return null;
  }

  /** Shows what is not in the table as well. For any thread. */
  void forEach(Consumer<? super T> visitor) {
    for (int place = 0; place < COUNT; place++) {
      Tracked held = at(place);
      if (held != null && !held.isEntered()) {
        visitor.accept(cast(held));
      }
    }
  }

  private @Nullable Tracked at(int place) {
    Tracked held = (Tracked) PLACE.getAcquire(all, place);
    return held == null || held.isRemoved() ? null : held;
  }

  @SuppressWarnings("unchecked") // nothing else is taken in
  private T cast(Tracked held) {
    return (T) held;
  }
}
