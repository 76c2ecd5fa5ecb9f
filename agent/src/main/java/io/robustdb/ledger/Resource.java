package io.robustdb.ledger;

import io.robustdb.site.Opening;
import io.robustdb.site.Stack;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.ReferenceQueue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One open resource as the ledger knows it. Fields that change are plain or volatile words without
 * a lock between them: what a report shows of a resource in use is as of about now.
 */
public final class Resource extends Tracked {
  // Released and acquired, not volatile: a borrow writes each, and a fence costs as much as a
  // borrow
  private static final VarHandle OWNER = field("owner", Resource.class);
  private static final VarHandle PROVEN = field("proven", boolean.class);
  private static final VarHandle CLOSED = field("closed", boolean.class);

  private final ResourceKind kind;
  private final Opening opening;
  private final Opener opener;
  private final String type;
  private final long openedMillis;
  private @Nullable Stack stack;

  @SuppressWarnings("UnusedVariable") // through its handle
  private @Nullable Resource owner;

  private volatile @Nullable Probe probe;

  @SuppressWarnings("UnusedVariable") // through its handle
  private boolean proven;

  @SuppressWarnings("UnusedVariable") // through its handle
  private boolean closed;

  private volatile boolean heldTooLong;
  private volatile boolean inStock;
  private volatile @Nullable Extras extras;
  private boolean handedOver;
  private boolean opened;
  private boolean wrapper;
  private long lastUsedMillis;
  private @Nullable String lastSql;

  Resource(
      Object object,
      ReferenceQueue<Object> collected,
      ResourceKind kind,
      Opening opening,
      @Nullable Stack stack,
      Opener opener,
      long openedMillis) {
    super(object, mayBeFinalized(kind) ? null : collected);
    this.kind = kind;
    this.opening = opening;
    this.stack = stack;
    this.opener = opener;
    this.type = object.getClass().getName();
    this.openedMillis = openedMillis;
    this.lastUsedMillis = openedMillis;
    if (mayBeFinalized(kind)) {
      extras().phantom = new Phantom(this, object, collected);
    }
  }

  /**
   * Whether the finalizer of something else may close it, as that of a pool which is dropped: not
   * what is borrowed or made often, and each time costs.
   */
  private static boolean mayBeFinalized(ResourceKind kind) {
    return kind == ResourceKind.CONNECTION || kind == ResourceKind.POOL;
  }

  @Override
  boolean isGone() {
    Phantom phantom = phantom();
    return phantom == null ? super.isGone() : phantom.refersTo(null);
  }

  /** Whether only finalizers can reach the object any more, and one of them may close it. */
  public boolean isFinalizing() {
    Phantom phantom = phantom();
    return phantom != null && refersTo(null) && !phantom.refersTo(null);
  }

  @Override
  boolean isUsedInFinalizer(Object object) {
    Phantom phantom = phantom();
    if (phantom == null || !phantom.refersTo(object)) {
      return false;
    }
    phantom.use();
    return true;
  }

  /** Whether the finalizer of such a class has used it, when only those could reach it. */
  boolean isUsedByFinalizer(Predicate<String> classes) {
    Phantom phantom = phantom();
    return phantom != null && phantom.isUsedBy(classes);
  }

  private @Nullable Phantom phantom() {
    Extras known = extras;
    return known == null ? null : known.phantom;
  }

  /** Whether the last net of its own driver or pool has closed it, when all else had lost it. */
  public boolean isClosedByOwnFinalizer() {
    Extras known = extras;
    return known != null && known.closedByOwnFinalizer;
  }

  /** Nobody can close it any more: it is lost, unless somebody else's finalizer has it. */
  void closedByOwnFinalizer() {
    extras().closedByOwnFinalizer = true;
    lost();
  }

  @Override
  boolean isOfStatement() {
    return kind == ResourceKind.STATEMENT || kind == ResourceKind.RESULT_SET;
  }

  @Override
  public Resource used() {
    Resource parent = directOwner();
    boolean ofConnection = kind == ResourceKind.STATEMENT || kind == ResourceKind.RESULT_SET;
    return ofConnection && parent != null ? parent.used() : this;
  }

  @Override
  @Nullable Resource lastFront() {
    Extras known = extras;
    return known == null ? null : known.front;
  }

  @Override
  void lastFront(@Nullable Resource handle) {
    extras().front = handle;
  }

  @Override
  public @Nullable String sql() {
    return kind == ResourceKind.STATEMENT ? lastSql : null;
  }

  public ResourceKind kind() {
    return kind;
  }

  public Opening opening() {
    return opening;
  }

  /** The stack of this very opening; null where only the opening's sample is known. */
  public @Nullable Stack stack() {
    return stack;
  }

  /** Reads the stack, and shares it with all others of the opening that have the same. */
  void compact() {
    Stack own = stack;
    if (own == null || own.isDecoded()) {
      return;
    }
    own.decode();
    Stack sample = opening.sample();
    if (sample == null) {
      opening.keep(own);
    } else if (sample.frames().equals(own.frames())) {
      stack = sample;
    }
  }

  public Opener opener() {
    return opener;
  }

  /** The class name of the object. */
  public String type() {
    return type;
  }

  /** In milliseconds since the epoch. */
  public long openedMillis() {
    return openedMillis;
  }

  /** In milliseconds since the epoch, by a clock that is a tenth of a second coarse. */
  public long lastUsedMillis() {
    return lastUsedMillis;
  }

  /** The last SQL as the application wrote it, not yet masked; null before the first. */
  public @Nullable String lastSql() {
    return lastSql;
  }

  /** Notes a use. */
  @SuppressWarnings("ReferenceEquality") // another object is written, whatever it says
  public void use(long millis, @Nullable String sql) {
    if (millis > lastUsedMillis) { // the coarse clock may be behind the opening's
      lastUsedMillis = millis;
    }
    if (sql != null && sql != lastSql) { // most often the same text, and a write costs a barrier
      lastSql = sql;
    }
  }

  /** The pool it belongs to, or for a statement its connection; null where none is known. */
  public @Nullable Resource owner() {
    Resource direct = directOwner();
    return direct == null || direct.kind != ResourceKind.POOL ? direct : direct.outermost();
  }

  public void owner(@Nullable Resource newOwner) {
    OWNER.setRelease(this, newOwner);
  }

  /** Sets what is open inside it, the result set of a statement, and gives what was before. */
  public @Nullable Resource inner(@Nullable Resource newInner) {
    if (newInner == null && extras == null) {
      return null;
    }
    Resource before = extras().inner;
    extras().inner = newInner;
    return before;
  }

  /** For a pool inside another pool: the one that the application knows. */
  public Resource outermost() {
    Resource pool = this;
    if (kind != ResourceKind.POOL) {
      return this;
    }
    for (Resource outer = pool.owner; outer != null && outer != this; outer = pool.owner) {
      pool = outer;
    }
    return pool;
  }

  /** The JDBC URL as it was given, with its secrets; null where the driver was not asked by one. */
  public @Nullable String url() {
    Extras known = extras;
    return known == null ? null : known.url;
  }

  public void url(@Nullable String newUrl) {
    if (newUrl != null || extras != null) {
      extras().url = newUrl;
    }
  }

  /** The name that the user gave to a pool; null where it has none. */
  public @Nullable String name() {
    Extras known = extras;
    return known == null ? null : known.name;
  }

  public void name(@Nullable String newName) {
    if (newName != null || extras != null) {
      extras().name = newName;
    }
  }

  /** The server's number of the session; null where the driver does not tell. */
  public @Nullable String session() {
    Extras known = extras;
    Number session = known == null ? null : known.session;
    return session == null ? null : session.toString();
  }

  public void session(@Nullable Number newSession) {
    if (newSession != null || extras != null) {
      extras().session = newSession;
    }
  }

  /** The failed probe; null where none failed or the resource was proven since. */
  public @Nullable Probe probe() {
    return isProven() ? null : probe;
  }

  /**
   * What failed first, before it was proven, if it was; null where nothing did. An error of
   * something else says nothing of what has answered since.
   */
  public @Nullable Probe firstFailure() {
    Probe failed = probe;
    return failed != null && isProven() && !failed.isOfResource() ? null : failed;
  }

  /** Notes a failed probe, unless the resource is proven. The first failure of a row is kept. */
  public void probeFailed(Probe failed) {
    if (!isProven() && probe == null) {
      probe = failed;
    }
  }

  /** What has failed for its being left open; null where nothing has. */
  public @Nullable String chargedTo() {
    Extras known = extras;
    return known == null ? null : known.chargedTo;
  }

  /** Something has failed for its being left open, and nothing else is to. */
  public void chargedTo(String what) {
    extras().chargedTo = what;
  }

  /** A call of JDBC on it begins, while it is not proven. */
  public void useBegins() {
    extras().using.incrementAndGet();
  }

  /** A call that {@link #useBegins} told of has ended. */
  public void useEnds() {
    extras().using.decrementAndGet();
  }

  /** Whether such a call is running. */
  public boolean isInUse() {
    Extras known = extras;
    return known != null && known.using.get() > 0;
  }

  /** What the guard has noted of it, to be read. */
  public GuardNotes guardNotes() {
    Extras known = extras;
    GuardNotes notes = known == null ? null : known.guardNotes;
    return notes == null ? GuardNotes.NONE : notes;
  }

  /** The same, to be written. */
  public synchronized GuardNotes noteOfGuard() {
    Extras known = extras();
    GuardNotes notes = known.guardNotes;
    if (notes == null) {
      notes = new GuardNotes();
      known.guardNotes = notes;
    }
    return notes;
  }

  public boolean isProven() {
    return (boolean) PROVEN.getAcquire(this);
  }

  /** The server has answered: what failed before does not count any more. */
  public void prove() {
    if (!isProven()) {
      PROVEN.setRelease(this, true);
    }
  }

  public boolean isClosed() {
    return (boolean) CLOSED.getAcquire(this);
  }

  /** Whether it is a statement or result set that its connection has closed with itself. */
  public boolean isClosedWithOwner() {
    return (kind == ResourceKind.STATEMENT || kind == ResourceKind.RESULT_SET) && used().isClosed();
  }

  public void closed(boolean isClosed) {
    CLOSED.setRelease(this, isClosed);
  }

  /**
   * Whether its opening returned it to the caller; false while the opening library still has it
   * alone.
   */
  public boolean isHandedOver() {
    return handedOver;
  }

  public void handOver() {
    handedOver = true;
  }

  /** A pool has opened a connection in a call of its own. */
  public void ownOpened() {
    extras().stock().opened.incrementAndGet();
  }

  /** It is closed: the pool that opened it, or handed it on, holds one less. */
  void closedOfOwner() {
    Resource direct = directOwner();
    if (kind == ResourceKind.CONNECTION && direct != null && direct.kind == ResourceKind.POOL) {
      direct.extras().stock().closed.incrementAndGet();
    }
    Resource wrapping = extras == null ? null : extras().passedOnBy;
    if (wrapping != null) {
      wrapping.extras().stock().closed.incrementAndGet();
    }
  }

  /** For a pool that is closed: a connection of it was lost. */
  void left(Loss.Fate fate, String connectionType) {
    extras().stock().left = fate == Loss.Fate.COLLECTED ? connectionType : "";
  }

  /**
   * For a pool that is closed: the class of a connection that it has left to the garbage collector;
   * empty where that took it only at the end, null where there was none.
   */
  public @Nullable String left() {
    Stock known = extras == null ? null : extras().stock;
    return known == null ? null : known.left;
  }

  /** For a connection: the pool that has opened it has given it away. */
  synchronized void leaveOwner() {
    closedOfOwner();
    extras().givenBy = directOwner();
    owner(null);
  }

  /** For a connection: a pool has it again that had given it away; without effect for any other. */
  synchronized void returnToOwner(Resource pool) {
    Extras known = extras;
    Resource giver = known == null ? null : known.givenBy;
    if (known != null && giver != null && giver.outermost() == pool) {
      known.givenBy = null;
      owner(giver);
      giver.ownOpened();
    }
  }

  /** For a pool: whether it keeps what it gives out as it is; null until that was looked at. */
  @Nullable Boolean keepsWhatItGives() {
    Stock known = extras == null ? null : extras().stock;
    return known == null ? null : known.keeps;
  }

  /** For a pool: how often that has been looked for, this time included. */
  int countLooks() {
    return extras().stock().looks.incrementAndGet();
  }

  void keepsWhatItGives(boolean keeps) {
    extras().stock().keeps = keeps;
  }

  /** Another pool turns out to be a part of this one. */
  void adopt(Resource inner) {
    inner.owner(this);
    extras().stock().parts.addIfAbsent(inner);
  }

  /** For a pool: whether it only hands on what another one gives. */
  public boolean isWrapper() {
    return wrapper;
  }

  /**
   * For a pool: whether it hands on what another one gives, and holds nothing of that just now.
   * Closing it closes the other one, if anything.
   */
  public boolean isEmptyWrapper() {
    return (wrapper || !parts().isEmpty()) && holdsNothing();
  }

  /** Whether a pool is a part of this one. */
  boolean has(Resource part) {
    return part.directOwner() == this;
  }

  void wrapper(boolean isWrapper) {
    wrapper = isWrapper;
  }

  /** For a checkout: another pool has given it out in a handle of its own. */
  void passedOnBy(Resource pool) {
    extras().passedOnBy = pool;
    pool.ownOpened();
  }

  /** For a pool: those that are parts of it. */
  List<Resource> parts() {
    Stock known = extras == null ? null : extras().stock;
    return known == null ? List.of() : known.parts;
  }

  /**
   * For a pool: whether it is known to hold nothing, because all that it ever opened is closed, or
   * all pools inside it are: a wrapper that closes what it is given back, or whose pool is closed.
   */
  public boolean holdsNothing() {
    Stock known = extras == null ? null : extras().stock;
    return known != null && known.isEmpty();
  }

  /**
   * For a checkout of unknown origin: whether there is a connection behind it, because it has
   * answered, or given a statement; before that it may stand for nothing yet.
   */
  public boolean standsForConnection() {
    return isProven() || opened;
  }

  /** For a pool: whether it ever opened a connection; for a checkout: a statement. */
  public boolean hasOpened() {
    return opened;
  }

  public void hasOpened(boolean hasOpened) {
    opened = hasOpened;
  }

  public boolean isHeldTooLong() {
    return heldTooLong;
  }

  public void heldTooLong() {
    heldTooLong = true;
  }

  /** Whether it was seen that nobody can close it any more, though it is there still. */
  public boolean isLost() {
    Extras known = extras;
    return known != null && known.lost;
  }

  public void lost() {
    extras().lost = true;
  }

  /** For a connection: whether a pool was seen to have it, which no call of that has opened. */
  boolean isInStock() {
    return inStock;
  }

  void putInStock() {
    inStock = true;
  }

  private @Nullable Resource directOwner() {
    return (Resource) OWNER.getAcquire(this);
  }

  private static VarHandle field(String name, Class<?> type) {
    try {
      return MethodHandles.lookup().findVarHandle(Resource.class, name, type);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private Extras extras() {
    Extras known = extras;
    return known == null ? makeExtras() : known;
  }

  private synchronized Extras makeExtras() {
    Extras known = extras;
    if (known == null) {
      known = new Extras();
      extras = known;
    }
    return known;
  }

  /** What most checkouts have not: there may be many, and each borrow makes one. */
  private static final class Extras {
    @Nullable String url;
    @Nullable Number session;
    @Nullable String name;
    @Nullable Resource inner;
    volatile @Nullable String chargedTo;
    volatile boolean lost;
    @Nullable Phantom phantom;
    volatile boolean closedByOwnFinalizer;
    volatile @Nullable Stock stock;
    @Nullable Resource passedOnBy;

    /** Of a connection: the pool that has given it away. */
    volatile @Nullable Resource givenBy;

    volatile @Nullable Resource front;
    final AtomicInteger using = new AtomicInteger();
    volatile @Nullable GuardNotes guardNotes;

    synchronized Stock stock() {
      Stock known = stock;
      if (known == null) {
        known = new Stock();
        stock = known;
      }
      return known;
    }
  }
}
