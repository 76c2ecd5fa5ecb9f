package io.robustdb.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the object of a resource is out of reach for finalizers, too: that of what has it may
 * close it still, when all else has lost it (JLS 12.6, {@link java.lang.ref}). Thread-safe.
 */
final class Phantom extends PhantomReference<Object> {
  private static final VarHandle FINALIZERS = finalizers();

  /** So many uses are looked at: who brings it back to life may use it for long. */
  private static final int MOST_USES = 20;

  private final Resource resource;

  /** Without a fence: a race only has one more looked at. */
  private int uses;

  /** The classes whose finalizers have used it; null for none, as nearly always. */
  private volatile @Nullable Set<String> finalizers;

  Phantom(Resource resource, Object object, ReferenceQueue<Object> collected) {
    super(object, collected);
    this.resource = resource;
  }

  Resource resource() {
    return resource;
  }

  /** The calling thread uses its object, which only finalizers can reach any more. */
  void use() {
    String finalizer = uses++ < MOST_USES ? Finalizers.running() : null;
    if (finalizer != null) {
      FINALIZERS.compareAndSet(this, null, new CopyOnWriteArraySet<String>());
      Objects.requireNonNull(finalizers).add(finalizer);
    }
  }

  /** Whether the finalizer of such a class has used it. */
  boolean isUsedBy(Predicate<String> classes) {
    Set<String> known = finalizers;
    return known != null && known.stream().anyMatch(classes);
  }

  private static VarHandle finalizers() {
    try {
      return MethodHandles.lookup().findVarHandle(Phantom.class, "finalizers", Set.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }
}
