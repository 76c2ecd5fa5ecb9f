package io.robustdb.core;

import io.robustdb.ledger.Collector;
import io.robustdb.ledger.Ledger;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Collects garbage before the last look, twice, so that what nobody can reach is told from what is
 * merely open; the second time for what a finalizer or cleaner kept. Only where something is open.
 */
final class LastCollection {
  private static final int ROUNDS = 2;
  private static final int MOST_ROUNDS = 4;

  private final Ledger ledger;
  private final Collector collector;

  LastCollection(Ledger ledger, Collector collector) {
    this.ledger = ledger;
    this.collector = collector;
  }

  /** False where the JVM did not collect when it was asked ({@code -XX:+DisableExplicitGC}). */
  boolean collect() {
    collector.takeLost();
    boolean collected = true;
    for (int round = 0; round < MOST_ROUNDS && collected && isToGoOn(round); round++) {
      collected = collectOnce();
    }
    return collected;
  }

  private boolean collectOnce() {
    boolean collected = Collector.collectOnce();
    if (collected) {
      collector.awaitFinalizers();
      collector.takeUnreachable();
    }
    return collected;
  }

  /** What finalizers could reach, and have left alone, is gone a collection later. */
  private boolean isToGoOn(int round) {
    return round < ROUNDS ? isAnythingOpen() : ledger.isAnythingFinalizing();
  }

  private boolean isAnythingOpen() {
    AtomicInteger open = new AtomicInteger();
    ledger.forEachOpen(resource -> open.incrementAndGet());
    return open.get() > 0;
  }
}
