package io.robustdb.ledger;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
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

  final Places<Resource> checkouts = new Places<>();
  final Places<Link> statements = new Places<>();

  private final WeakReference<Thread> thread;

  @SuppressWarnings("UnusedVariable") // read by other threads through the handle
  private long borrowed;

  /** The class, by name, of what was borrowed last, and which classes were in the table then. */
  private @Nullable String type;

  private int tableTypes;

  /** The statement that was used last: it is found without a look at the others. */
  private @Nullable Link latest;

  /** The class, by name, of what was no statement that is known the last time. */
  private @Nullable String strangeType;

  /** Which classes of statements were known then. */
  private int statementTypes;

  /** The class, by name, of the statement that it made last. */
  private @Nullable String madeType;

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

  /** The statement that was used last, if it is that of an object. For its own thread. */
  @Nullable Link findLatest(Object object) {
    Link known = latest;
    return known != null && known.refersTo(object) && !known.isRemoved() ? known : null;
  }

  /** The statement of an object; null where there is none. For its own thread. */
  @Nullable Link findStatement(Object object) {
    Link found = statements.find(object);
    if (found != null) {
      latest = found;
    }
    return found;
  }

  /** Whether no statement is known of a class, as the last time it was asked for. */
  @SuppressWarnings("ReferenceEquality") // a class always gives the same name
  boolean isStrange(String name, int version) {
    return name == strangeType && version == statementTypes;
  }

  void strange(String name, int version) {
    strangeType = name;
    statementTypes = version;
  }

  /** Whether a class is the one of the statement that it made before. */
  @SuppressWarnings("ReferenceEquality") // a class always gives the same name
  boolean hasMade(String name) {
    return name == madeType;
  }

  void made(String name) {
    madeType = name;
  }

  /** A statement of the table was used by this thread. */
  void used(Link statement) {
    latest = statement;
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
