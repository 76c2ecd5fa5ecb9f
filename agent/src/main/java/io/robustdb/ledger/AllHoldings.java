package io.robustdb.ledger;

import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The {@link Holdings} of all threads that have any. Thread-safe. */
final class AllHoldings {
  /** With more threads than that, those that come last go by the table. */
  private static final int MAXIMUM = 1 << 12;

  private final Queue<Holdings> all = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();
  private long ofDeadThreads;

  /** New ones for a thread; null where there are too many. */
  @Nullable Holdings of(Thread thread) {
    if (size.incrementAndGet() > MAXIMUM) {
      size.decrementAndGet();
      return null;
    }
    Holdings holdings = new Holdings(thread);
    all.add(holdings);
    return holdings;
  }

  /** The open checkout of an object, whoever holds it; null where nobody does. */
  @Nullable Resource find(Object object) {
    for (Holdings holdings : all) {
      for (int place = 0; place < holdings.places(); place++) {
        Resource held = holdings.at(place);
        if (held != null && held.refersTo(object)) {
          return held;
        }
      }
    }
    return null;
  }

  /** Shows all that is open and not in the table. */
  void forEach(Consumer<Resource> visitor) {
    for (Holdings holdings : all) {
      show(holdings, visitor);
    }
  }

  /**
   * Shows all that is open and not in the table, to be put there, and lets go of the threads that
   * have ended.
   */
  synchronized void enter(Consumer<Resource> table) {
    for (Iterator<Holdings> rest = all.iterator(); rest.hasNext(); ) {
      Holdings holdings = rest.next();
      boolean dead = holdings.isOfDeadThread(); // before the last look
      show(holdings, table);
      if (dead) {
        rest.remove();
        size.decrementAndGet();
        ofDeadThreads += holdings.count();
      }
    }
  }

  /** How many checkouts were ever taken in. */
  synchronized long count() {
    long count = ofDeadThreads;
    for (Holdings holdings : all) {
      count += holdings.count();
    }
    return count;
  }

  private static void show(Holdings holdings, Consumer<Resource> visitor) {
    for (int place = 0; place < holdings.places(); place++) {
      Resource held = holdings.at(place);
      if (held != null && !held.isEntered()) {
        visitor.accept(held);
      }
    }
  }
}
