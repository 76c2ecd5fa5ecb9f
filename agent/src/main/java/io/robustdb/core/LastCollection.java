package io.robustdb.core;

import io.robustdb.ledger.Collector;
import io.robustdb.ledger.Ledger;
import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Collects garbage before the last look, twice, so that what nobody can reach is told from what is
 * merely open; the second time for what a finalizer or cleaner kept. Only where something is open.
 */
final class LastCollection {
  private static final int ROUNDS = 2;
  private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);

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
    for (int round = 0; round < ROUNDS && collected && isAnythingOpen(); round++) {
      collected = collectOnce();
    }
    return collected;
  }

  private boolean collectOnce() {
    WeakReference<Object> witness = new WeakReference<>(new Object());
    System.gc();
    long end = System.nanoTime() + WAIT_NANOS;
    while (witness.get() != null) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.onSpinWait();
    }
    collector.takeUnreachable();
    return true;
  }

  private boolean isAnythingOpen() {
    AtomicInteger open = new AtomicInteger();
    ledger.forEachOpen(resource -> open.incrementAndGet());
    return open.get() > 0;
  }
}
