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
      Resource held = holdings.checkouts.findOfOther(object);
      if (held != null) {
        return held;
      }
    }
    return null;
  }

  /** Shows all checkouts and statements that are open and not in a table. */
  void forEach(Consumer<Tracked> visitor) {
    for (Holdings holdings : all) {
      holdings.checkouts.forEach(visitor);
      holdings.statements.forEach(visitor);
    }
  }

  /**
   * Shows all that is to be put into the tables, what was borrowed and what a thread has left that
   * has ended, and lets go of such threads.
   */
  synchronized void enter(Consumer<Tracked> tables) {
    for (Iterator<Holdings> rest = all.iterator(); rest.hasNext(); ) {
      Holdings holdings = rest.next();
      boolean dead = holdings.isOfDeadThread(); // before the last look
      holdings.checkouts.forEach(tables);
      if (dead) {
        holdings.statements.forEach(tables);
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
}
