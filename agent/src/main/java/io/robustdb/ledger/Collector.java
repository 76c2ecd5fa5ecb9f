package io.robustdb.ledger;

import io.robustdb.jdk.AgentThread;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agent's one thread: takes what the garbage collector found, ticks the clock, and reads the
 * stacks of what stays open for long so that they pin no class loader. It begins with the first
 * resource, is a daemon and inherits nothing from the thread that happened to open that.
 */
public final class Collector implements Runnable {
  private static final long TICK_MILLIS = 100;
  private static final long STOP_MILLIS = 1000;
  private static final long LONGEST_COLLECTION_NANOS = TimeUnit.MILLISECONDS.toNanos(1000);
  private static final int TICKS_BETWEEN_ROUNDS = 10;
  private static final long FINALIZERS_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long FINALIZERS_PAUSE_MILLIS = 5;

  /** How often in a row the JVM did not collect: where it never does, each test would wait. */
  private static final AtomicInteger IN_VAIN = new AtomicInteger();

  private static final int MOST_IN_VAIN = 3;

  /** How often in a row no finalizer has closed anything: one may hang, or has brought it back. */
  private final AtomicInteger finalizersInVain = new AtomicInteger();

  private final Ledger ledger;
  private final HoldLimits limits;
  private final PoolStock stock;
  private final Runnable housekeeping;
  private final Consumer<Throwable> failures;

  /** Held while what was collected goes from the ledger to the losses: who asks sees it in one. */
  private final Object taking = new Object();

  private final AtomicBoolean began = new AtomicBoolean();
  private volatile @Nullable Thread thread;

  /**
   * @param limits after which a connection or checkout counts as held too long
   * @param housekeeping what else is to be done about once a second
   * @param failures is told of what fails; the work goes on
   */
  public Collector(
      Ledger ledger, HoldLimits limits, Runnable housekeeping, Consumer<Throwable> failures) {
    this.failures = failures;
    this.ledger = ledger;
    this.limits = limits;
    this.stock = new PoolStock(ledger);
    this.housekeeping = housekeeping;
  }

  /** Begins to work, in a thread of its own; without effect where it has begun. */
  public void start() {
    if (!began.compareAndSet(false, true)) {
      return;
    }
    Thread thread = new AgentThread(this, "robustdb");
    thread.start();
    this.thread = thread;
  }

  @Override
  public void run() {
    int tick = 0;
    while (true) {
      try {
        takeCollected(TICK_MILLIS);
        ledger.clock().tick();
        if (++tick % TICKS_BETWEEN_ROUNDS == 0) {
          goRound();
          housekeeping.run();
        }
      } catch (InterruptedException stop) {
        return;
      } catch (OutOfMemoryError full) {
        // the heap is the application's; what was not done now is done next time
      } catch (RuntimeException | Error failure) {
        failures.accept(failure);
      }
    }
  }

  /** Ends the thread, so that nothing changes any more behind the back of a last report. */
  public void stop() throws InterruptedException {
    Thread running = thread;
    if (running != null) {
      running.interrupt();
      running.join(STOP_MILLIS);
    }
  }

  /**
   * Has garbage collected, and takes what was lost.
   *
   * @return false where the JVM did not collect when it was asked ({@code -XX:+DisableExplicitGC})
   */
  public boolean collect() {
    takeLost();
    boolean collected = collectOnce();
    if (collected && awaitFinalizers()) {
      collectOnce(); // what they have left alone is lost
    }
    takeLost();
    return collected;
  }

  /** Has garbage collected; false where the JVM did not, of which it is not asked for ever. */
  public static boolean collectOnce() {
    if (IN_VAIN.get() >= MOST_IN_VAIN) {
      return false;
    }
    WeakReference<Object> witness = new WeakReference<>(new Object());
    System.gc();
    long end = System.nanoTime() + LONGEST_COLLECTION_NANOS;
    while (witness.get() != null) {
      if (System.nanoTime() > end) {
        IN_VAIN.incrementAndGet();
        return false;
      }
      Thread.onSpinWait();
    }
    IN_VAIN.set(0);
    return true;
  }

  /**
   * Gives finalizers time to close what only they can reach any more, though not for long.
   *
   * @return false where there was nothing for them
   */
  public boolean awaitFinalizers() {
    if (!ledger.isAnythingFinalizing()) {
      finalizersInVain.set(0);
      return false;
    }
    int before = ledger.countLeftToFinalizers();
    int now = before;
    long nanos = finalizersInVain.get() < MOST_IN_VAIN ? FINALIZERS_NANOS : 0;
    long end = System.nanoTime() + nanos;
    try {
      while (System.nanoTime() < end && now > 0) {
        Thread.sleep(FINALIZERS_PAUSE_MILLIS);
        now = ledger.countLeftToFinalizers();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    if (now < before) {
      finalizersInVain.set(0);
    } else if (now > 0) {
      finalizersInVain.incrementAndGet();
    }
    return true;
  }

  /** Waits until what was being taken just now is among the losses. */
  public void awaitTaking() {
    synchronized (taking) {
      // whoever takes has left
    }
  }

  /** Takes what was lost while the application ran. */
  public void takeLost() {
    ledger.learnSockets();
    synchronized (taking) {
      ledger.takeCleared(Loss.Fate.COLLECTED);
    }
  }

  /** Takes what a collection at the end has shown to be out of everybody's reach. */
  public void takeUnreachable() {
    synchronized (taking) {
      ledger.takeCleared(Loss.Fate.UNREACHABLE_AT_END);
    }
  }

  private void takeCollected(long millis) throws InterruptedException {
    Reference<?> reference = ledger.collected().remove(millis);
    if (reference != null) {
      take(reference);
    }
  }

  private void take(@Nullable Reference<?> reference) {
    Tracked gone =
        reference instanceof Phantom phantom
            ? phantom.resource()
            : reference instanceof Tracked tracked ? tracked : null;
    if (gone != null) {
      synchronized (taking) {
        ledger.wasCollected(gone, Loss.Fate.COLLECTED);
      }
    }
  }

  private void goRound() {
    long now = ledger.clock().millis();
    ledger.learnSockets();
    ledger.enterHeld();
    List<Resource> exceeding = new ArrayList<>();
    ledger.forEachOpen(
        resource -> {
          long held = now - resource.openedMillis();
          if (held >= TICK_MILLIS * TICKS_BETWEEN_ROUNDS) {
            resource.compact();
          }
          if (!resource.isHeldTooLong() && limits.isExceeded(resource, held)) {
            exceeding.add(resource);
          }
        });
    List<Resource> tooLong = stock.without(exceeding);
    tooLong.forEach(Resource::heldTooLong);
    if (!tooLong.isEmpty()) {
      ledger.listeners().heldTooLong(tooLong);
    }
  }
}
