package io.robustdb.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The statements and result sets that are not with a thread: most often none, which is known
 * without a look at the table.
 */
final class StatementTable {
  private static final VarHandle COUNT = count();

  private final IdentityTable table = new IdentityTable();

  /** How many there are, about. */
  @SuppressWarnings("UnusedVariable") // written through the handle
  private volatile int count;

  @Nullable Tracked find(Object statement) {
    return count == 0 ? null : table.find(statement);
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
