package io.robustdb.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one thread has borrowed last, and the statements that it has made there. Most of them the
 * same thread gives back soon: they never come into a table, which wants an identity hash of each,
 * the dearest part of a borrow.
 *
 * <p>Written by its own thread alone and read by all.
 */
public final class Holdings {
  private static final VarHandle BORROWED = borrowed();

  /** A power of two. */
  private static final int FOREIGN_TYPES = 8;

  final Places<Resource> checkouts = new Places<>();
  final Places<Link> statements = new Places<>();

  private final WeakReference<Thread> thread;

  @SuppressWarnings("UnusedVariable") // read by other threads through the handle
  private long borrowed;

  /** The class, by name, of what was borrowed last, and which classes were in the table then. */
  private @Nullable String type;

  private int tableTypes;

  /** The class of the statement that was made last. */
  private @Nullable String statementType;

  /** Classes of which no thread had a statement, when the classes were in that version. */
  private final @Nullable String[] foreignTypes = new String[FOREIGN_TYPES];

  private int statementTypes;

  Holdings(Thread thread) {
    this.thread = new WeakReference<>(thread);
  }

  /** The checkout of an object; null where there is none. For its own thread. */
  public @Nullable Resource find(Object object) {
    return checkouts.find(object);
  }

  /** Takes a checkout in; false where there is no place. For its own thread. */
  boolean add(Resource checkout) {
    if (!checkouts.add(checkout)) {
      return false;
    }
    BORROWED.setOpaque(this, borrowed + 1);
    return true;
  }

  /** Whether a class is the one of the last time, and no other classes have come up since. */
  @SuppressWarnings("ReferenceEquality") // a class always gives the same name
  boolean isOfLastType(String name, int version) {
    return name == type && version == tableTypes;
  }

  void lastType(String name, int version) {
    type = name;
    tableTypes = version;
  }

  /** Whether the last statement was of a class; it is from now on. */
  @SuppressWarnings("ReferenceEquality") // a class always gives the same name
  boolean isOfLastStatementType(String name) {
    boolean same = name == statementType;
    if (!same) {
      statementType = name;
    }
    return same;
  }

  /** Whether it is known of a class that no thread has a statement of it. */
  @SuppressWarnings("ReferenceEquality") // a class always gives the same name
  boolean isForeign(String name, int version) {
    return version == statementTypes && name == foreignTypes[place(name)];
  }

  void foreignType(String name, int version) {
    if (version != statementTypes) {
      Arrays.fill(foreignTypes, null);
      statementTypes = version;
    }
    foreignTypes[place(name)] = name;
  }

  private static int place(String name) {
    return name.hashCode() & (FOREIGN_TYPES - 1);
  }

  /** How many checkouts it has taken in. For any thread. */
  long count() {
    return (long) BORROWED.getOpaque(this);
  }

  boolean isOfDeadThread() {
    Thread known = thread.get();
    return known == null || !known.isAlive();
  }

  private static VarHandle borrowed() {
    try {
      return MethodHandles.lookup().findVarHandle(Holdings.class, "borrowed", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }
}
