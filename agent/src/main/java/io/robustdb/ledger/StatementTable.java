package io.robustdb.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The statements and result sets that are not with a thread: most often none, which is known
 * without a look at the table.
 */
final class StatementTable {
  private static final VarHandle COUNT = count();

  private final IdentityTable table = new IdentityTable();

  /** The classes of all that was ever known, and how often one came up. */
  private final Set<String> types = ConcurrentHashMap.newKeySet();

  private final AtomicInteger typesVersion = new AtomicInteger();

  /** How many there are, about. */
  @SuppressWarnings("UnusedVariable") // written through the handle
  private volatile int count;

  /** The one of an object; null where there is none. */
  @Nullable Tracked find(Object statement) {
    return count == 0 ? null : table.find(statement);
  }

  /**
   * The same, with a thread's own first.
   *
   * @param own what the calling thread has; null for nothing
   */
  @Nullable Tracked find(@Nullable Holdings own, Object statement) {
    if (own == null) {
      return find(statement);
    }
    Link latest = own.findLatest(statement);
    return latest == null ? findBeside(own, statement) : latest;
  }

  /** Below a pool's statement the driver's executes, too, and is none that is known. */
  private @Nullable Tracked findBeside(Holdings own, Object statement) {
    String type = statement.getClass().getName();
    int version = typesVersion.get();
    if (own.isStrange(type, version)) {
      return null;
    }
    Link held = own.findStatement(statement);
    if (held != null) {
      return held;
    }
    Tracked known = find(statement);
    if (known instanceof Link link) {
      own.used(link);
    } else if (known == null && !types.contains(type)) {
      own.strange(type, version);
    }
    return known;
  }

  /**
   * A statement or result set is about to be entered, here or with its thread.
   *
   * @param own what the calling thread has; null for nothing
   */
  void learnType(@Nullable Holdings own, Object statement) {
    String type = statement.getClass().getName();
    if (own != null && own.hasMade(type)) {
      return;
    }
    if (!types.contains(type) && types.add(type)) { // the second may lock
      typesVersion.incrementAndGet();
    }
    if (own != null) {
      own.made(type);
    }
  }

  void add(Tracked tracked, Object statement) {
    COUNT.getAndAdd(this, 1);
    table.add(tracked, statement);
  }

  /** Takes one out, wherever it is; false where another thread did so before. */
  boolean remove(Tracked tracked) {
    boolean removed = table.remove(tracked);
    if (removed && tracked.isEntered()) {
      COUNT.getAndAdd(this, -1);
    }
    return removed;
  }

  void forEach(Consumer<Tracked> visitor) {
    table.forEach(visitor);
  }

  private static VarHandle count() {
    try {
      return MethodHandles.lookup().findVarHandle(StatementTable.class, "count", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }
}
