package io.robustdb.guard;

import io.robustdb.jdk.AgentThread;
import io.robustdb.jdk.LastWord;
import io.robustdb.ledger.Resource;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * The resources on which the garbage collector has the last word: it sees the variables of all
 * threads, which the guard does not. Whoever it finds out of everybody's reach is handed over,
 * once.
 *
 * <p>Thread-safe.
 */
final class Unreachable {
  private static final long MAXIMUM_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long PAUSE_MILLIS = 5;

  /** What all collections that were asked for may take: this, and a hundredth of the time. */
  private static final long BUDGET_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final long SHARE = 100;

  /** A heap in use, in bytes, that is collected in a moment by any of the JVM's collectors. */
  private static final long SMALL_HEAP = 1L << 30;

  /** More are not watched: each keeps the collector busy a moment longer. */
  private static final int MAXIMUM = 1000;

  /** What is in it is kept alive by it. */
  private volatile ReferenceQueue<Object> queue = new ReferenceQueue<>();

  private final Map<Reference<?>, Resource> waiting = new ConcurrentHashMap<>();
  private final Map<Resource, Reference<?>> references = new ConcurrentHashMap<>();
  private final Queue<Reference<?>> found = new ConcurrentLinkedQueue<>();

  /** Found once and in use then: the next word of them comes with another collection. */
  private final Set<Resource> again = ConcurrentHashMap.newKeySet();

  private final AtomicBoolean handing = new AtomicBoolean();
  private final AtomicLong spent = new AtomicLong();
  private final long began = System.nanoTime();
  private final BiConsumer<Resource, Object> finder;
  private final Runnable collect;
  private final LongSupplier usedHeap;

  /** Whether the collector does not do what it is asked, as with -XX:+DisableExplicitGC. */
  private volatile boolean deaf;

  /**
   * @param finder is given each resource that nobody can reach any more, with its object
   */
  Unreachable(BiConsumer<Resource, Object> finder) {
    this(
        finder,
        new Runnable() {
          @Override
          public void run() {
            System.gc();
          }
        },
        new LongSupplier() {
          @Override
          public long getAsLong() {
            Runtime runtime = Runtime.getRuntime();
            return runtime.totalMemory() - runtime.freeMemory();
          }
        });
  }

  /**
   * @param collect asks the collector, who need not do it
   * @param usedHeap how much of the heap is in use, in bytes
   */
  Unreachable(BiConsumer<Resource, Object> finder, Runnable collect, LongSupplier usedHeap) {
    this.finder = finder;
    this.collect = collect;
    this.usedHeap = usedHeap;
  }

  /** Has the collector tell of a resource, which may be known to it already. */
  void watch(Resource resource) {
    Object object = resource.get();
    if (object != null && references.size() < MAXIMUM && !references.containsKey(resource)) {
      watch(resource, object);
    }
  }

  /** The same of one that was found and is in use, by nothing but the call that is running. */
  void watchAgain(Resource resource, Object object) {
    again.add(resource);
    watch(resource, object);
  }

  private void watch(Resource resource, Object object) {
    try {
      Reference<?> reference = LastWord.on(object, queue);
      if (reference != null && references.putIfAbsent(resource, reference) == null) {
        waiting.put(reference, resource);
        resource.noteOfGuard().watched(true);
      }
    } finally {
      Reference.reachabilityFence(object); // it must not be found before it is waited for
    }
  }

  /** Lets go of a resource, which is as any other then. */
  void release(Resource resource) {
    Reference<?> reference = references.remove(resource);
    if (reference != null) {
      waiting.remove(reference);
      again.remove(resource);
      resource.noteOfGuard().watched(false);
    }
  }

  /** Lets go of those that are closed. */
  void tidy() {
    for (Resource resource : references.keySet()) {
      if (resource.isClosed()) {
        release(resource);
      }
    }
  }

  /** Lets go of all, and of what has been found and not taken: nothing comes of it any more. */
  void releaseAll() {
    queue = new ReferenceQueue<>();
    found.clear();
    for (Resource resource : references.keySet()) {
      release(resource);
    }
  }

  /** Hands over what has been found since the last time, in a thread of its own. */
  void handOver() {
    for (Reference<?> next = queue.poll(); next != null; next = queue.poll()) {
      found.add(next);
    }
    handOverFound();
  }

  private void handOverFound() {
    if (!found.isEmpty() && handing.compareAndSet(false, true)) {
      try {
        new AgentThread(this::handOverAll, "robustdb-guard").start();
      } catch (OutOfMemoryError full) {
        handing.set(false); // no thread to be had just now
      }
    }
  }

  private void handOverAll() {
    try {
      for (Reference<?> next = found.poll(); next != null; next = found.poll()) {
        handOver(next);
      }
    } finally {
      handing.set(false);
    }
  }

  private void handOver(Reference<?> reference) {
    Resource resource = waiting.remove(reference);
    Object object = LastWord.given(reference);
    if (resource != null && object != null && references.remove(resource, reference)) {
      again.remove(resource);
      resource.noteOfGuard().watched(false);
      finder.accept(resource, object);
    }
  }

  /**
   * Asks the collector now, unless that would take long or has taken too long too often. The caller
   * must hold nothing of the resource.
   */
  void ask(Resource resource) {
    long start = System.nanoTime();
    if (deaf
        || usedHeap.getAsLong() > SMALL_HEAP
        || spent.get() > BUDGET_NANOS + (start - began) / SHARE) {
      return;
    }
    // what is known to be out of reach tells when the collector has spoken
    Reference<?> witness = LastWord.on(new Object(), queue);
    if (witness == null) {
      deaf = true;
      return;
    }
    waiting.put(witness, resource);
    collect.run();
    deaf = !awaitWord(resource, witness);
    spent.addAndGet(System.nanoTime() - start);
  }

  /**
   * Takes the collector's word of a resource that it has found already, here and now.
   *
   * @return false where it has not said so in time
   */
  boolean take(Resource resource) {
    Reference<?> word = references.get(resource);
    if (word == null || again.contains(resource)) {
      return false;
    }
    long start = System.nanoTime();
    boolean interrupted = false;
    boolean taken = takeFound(word, resource);
    while (!taken && mayWait(start)) {
      interrupted |= !pause(); // the JVM puts it into the queue a moment later
      taken = takeFound(word, resource);
    }
    spent.addAndGet(System.nanoTime() - start);
    handOverFound();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return taken;
  }

  private boolean mayWait(long start) {
    long now = System.nanoTime();
    return now - start < MAXIMUM_WAIT_NANOS
        && spent.get() + now - start < BUDGET_NANOS + (now - began) / SHARE;
  }

  /** Whether somebody has it in hand now: the caller, or the thread that goes through all. */
  private boolean takeFound(Reference<?> word, Resource resource) {
    takeWord(resource, word);
    if (found.remove(word)) { // polled by another, which may be busy for long
      handOver(word);
    }
    return references.get(resource) != word;
  }

  private static boolean pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
      return true;
    } catch (InterruptedException again) {
      return false;
    }
  }

  /** Whether the collector has spoken in time; the interrupt status stays what it is. */
  private boolean awaitWord(Resource resource, Reference<?> witness) {
    long asked = System.nanoTime();
    boolean interrupted = false;
    boolean spoken = false;
    while (references.containsKey(resource)
        && !spoken
        && System.nanoTime() - asked < MAXIMUM_WAIT_NANOS) {
      // once more after its word: what goes with it may be put into the queue behind it
      spoken = !waiting.containsKey(witness);
      interrupted |= !pause();
      takeWord(resource, witness);
    }
    handOverFound();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return waiting.remove(witness) == null || !references.containsKey(resource);
  }

  /** What the caller waits for is handed over here and now. */
  private void takeWord(Resource resource, Reference<?> witness) {
    for (Reference<?> next = queue.poll(); next != null; next = queue.poll()) {
      if (next == references.get(resource)) {
        handOver(next);
      } else if (next == witness) {
        waiting.remove(witness);
      } else {
        found.add(next);
      }
    }
  }
}
