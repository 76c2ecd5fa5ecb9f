package io.robustdb.ledger;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Tells when the object of a resource is out of reach for finalizers, too: that of what has it may
 * close it still, when all else has lost it (JLS 12.6, {@link java.lang.ref}). Thread-safe.
 */
final class Phantom extends PhantomReference<Object> {
  /** So many uses are looked at: who brings it back to life may use it for long. */
  private static final int MOST_USES = 20;

  private final Resource resource;
  private final AtomicInteger uses = new AtomicInteger();

  /** The classes whose finalizers have used it. */
  private final Set<String> finalizers = new CopyOnWriteArraySet<>();

  Phantom(Resource resource, Object object, ReferenceQueue<Object> collected) {
    super(object, collected);
    this.resource = resource;
  }

  Resource resource() {
    return resource;
  }

  /** The calling thread uses its object, which only finalizers can reach any more. */
  void use() {
    String finalizer = uses.incrementAndGet() > MOST_USES ? null : Finalizers.running();
    if (finalizer != null) {
      finalizers.add(finalizer);
    }
  }

  /** Whether the finalizer of such a class has used it. */
  boolean isUsedBy(Predicate<String> classes) {
    return finalizers.stream().anyMatch(classes);
  }
}
