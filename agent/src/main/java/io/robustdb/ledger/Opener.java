package io.robustdb.ledger;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The thread that opened a resource, by name and number: a strong reference would keep the thread
 * and all it holds. One object for all that a thread opens in one scope. Immutable.
 */
public final class Opener {
  /** Of what was open before the agent came. */
  public static final Opener UNKNOWN = new Opener();

  private final WeakReference<Thread> thread;
  private final String name;
  private final boolean virtual;
  private final Scope scope;

  private Opener() {
    this.thread = new WeakReference<>(null);
    this.name = "";
    this.virtual = false;
    this.scope = Scope.NONE;
  }

  public Opener(Thread thread, Scope scope) {
    this.scope = scope;
    this.thread = new WeakReference<>(thread);
    this.virtual = RobustdbBridge.isVirtual(thread);
    this.name = nameOf(thread, virtual);
  }

  /**
   * Whether this still is the thread under its present name and in its present scope; the same text
   * in another is not.
   */
  @SuppressWarnings("ReferenceEquality") // a rename always brings another object
  public boolean is(Thread current, Scope now) {
    return scope == now && (virtual || current.getName() == name);
  }

  /** Whether it is the calling thread. */
  public boolean isCurrent() {
    return thread.refersTo(Thread.currentThread());
  }

  /** What was going on. */
  public Scope scope() {
    return scope;
  }

  /**
   * The thread's name at the time, empty where nobody knows it; a virtual thread without a name is
   * told by its number.
   */
  public String name() {
    return name;
  }

  public boolean isVirtual() {
    return virtual;
  }

  /** The thread, as long as it is not collected; null then. */
  public @Nullable Thread thread() {
    return thread.get();
  }

  /** Whether the thread has ended since, as far as is known. */
  public boolean hasEnded() {
    Thread known = thread.get();
    return this != UNKNOWN && (known == null || !known.isAlive());
  }

  @SuppressWarnings("deprecation") // threadId() is not in Java 17
  private static String nameOf(Thread thread, boolean virtual) {
    String name = thread.getName();
    return virtual && name.isEmpty() ? "virtual-" + thread.getId() : name;
  }
}
