package io.robustdb.ledger;

import io.robustdb.jdk.Sockets;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Opening;
import io.robustdb.site.Stack;
import java.lang.ref.ReferenceQueue;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is open, in which state, and what was lost. Thread-safe; the ways that the application's
 * threads take through it neither block nor call foreign code.
 */
public final class Ledger {
  /** Connections, checkouts and pools. */
  private final IdentityTable table = new IdentityTable();

  private final StatementTable statements = new StatementTable();
  private final AllHoldings holdings = new AllHoldings();

  /** The classes of connections in the table that are no checkouts, and how often one came up. */
  private final Set<String> tableTypes = ConcurrentHashMap.newKeySet();

  private final AtomicInteger tableTypesVersion = new AtomicInteger();

  /** The classes of what threads have borrowed. */
  private final Set<String> heldTypes = ConcurrentHashMap.newKeySet();

  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();
  private final ConcurrentHashMap<String, Boolean> sockets = new ConcurrentHashMap<>();
  private final LongAdder[] opened = new LongAdder[ResourceKind.values().length];
  private final LongAdder[] closedByGuard = new LongAdder[ResourceKind.values().length];
  private final CoarseClock clock = new CoarseClock();
  private final Disposals disposals;
  private final Losses losses;
  private final Finalizers finalizers;
  private volatile int undecidedHolds;
  private final Listeners listeners = new Listeners();
  private final AsItIs asItIs = new AsItIs();

  public Ledger(ApplicationCode code, DriverCode drivers) {
    this.disposals = new Disposals(this, code, drivers);
    this.finalizers = new Finalizers(drivers, code);
    for (int kind = 0; kind < opened.length; kind++) {
      opened[kind] = new LongAdder();
      closedByGuard[kind] = new LongAdder();
    }
    this.losses =
        new Losses(code, drivers, disposals, listeners, opened[ResourceKind.POOL.ordinal()]);
  }

  public CoarseClock clock() {
    return clock;
  }

  /**
   * What is known of a statement or result set; null for an unknown one, and for one that another
   * thread has made on a connection that was proven: who looks for that in all threads' places, for
   * each statement that a driver makes below a pool's, pays more than a last use is worth.
   *
   * @param own what the calling thread has; null for nothing
   */
  public @Nullable Tracked findStatement(@Nullable Holdings own, Object statement) {
    return statements.find(own, statement);
  }

  /**
   * Whether a statement that was made just now is known. Where a connection gives one again that
   * another thread was given before, each has it for itself.
   */
  public boolean isKnownStatement(@Nullable Holdings own, Object statement) {
    return (own != null && own.statements.find(statement) != null)
        || statements.find(statement) != null;
  }

  /**
   * What is known of a connection; null for an unknown one.
   *
   * @param own what the calling thread has borrowed; null for nothing
   */
  public @Nullable Tracked findConnection(@Nullable Holdings own, Object connection) {
    Resource held = own == null ? null : own.find(connection);
    if (held != null) {
      return held;
    }
    Tracked known = table.find(connection);
    return known == null && heldTypes.contains(connection.getClass().getName())
        ? findHeld(connection)
        : known;
  }

  /** It may come into the table meanwhile, but does not leave it by that. */
  private @Nullable Tracked findHeld(Object connection) {
    Resource held = holdings.find(connection);
    return held == null ? table.find(connection) : held;
  }

  /** Where a thread is to have what it borrows; null where it goes by the table. */
  public @Nullable Holdings holdingsOf(Thread thread) {
    return holdings.of(thread);
  }

  /** Whether an object can be nothing in the table, by its class. */
  public boolean isNoneOfTable(Holdings own, Object connection) {
    String type = connection.getClass().getName();
    int version = tableTypesVersion.get();
    if (own.isOfLastType(type, version)) {
      return true;
    }
    if (tableTypes.contains(type)) {
      return false;
    }
    heldTypes.add(type);
    own.lastType(type, version);
    return true;
  }

  /** The pool or pooled connection that an object is; null for any other. */
  public @Nullable Resource findResource(Object object) {
    return table.find(object) instanceof Resource resource ? resource : null;
  }

  /**
   * Enters an object that was opened just now.
   *
   * @param stack of the opening, null where the opening's sample must serve
   */
  public Resource open(
      ResourceKind kind, Object object, Opening opening, @Nullable Stack stack, Opener opener) {
    if (kind == ResourceKind.STATEMENT || kind == ResourceKind.RESULT_SET) {
      statements.learnType(null, object);
    }
    boolean frequent = kind != ResourceKind.CONNECTION && kind != ResourceKind.POOL;
    long millis = frequent ? clock.coarseMillis() : clock.millis();
    if (kind == ResourceKind.CONNECTION) {
      learnType(object);
    }
    Resource resource = new Resource(object, collected, kind, opening, stack, opener, millis);
    enter(resource, object);
    opened[kind.ordinal()].increment();
    return resource;
  }

  /**
   * Enters a checkout that was borrowed just now, of a class that {@link #isNoneOfTable} tells of.
   *
   * @param stack of the opening, null where the opening's sample must serve
   */
  public Resource borrow(
      Holdings own, Object object, Opening opening, @Nullable Stack stack, Opener opener) {
    Resource checkout =
        new Resource(
            object, collected, ResourceKind.CHECKOUT, opening, stack, opener, clock.coarseMillis());
    if (!own.add(checkout)) {
      table.add(checkout, object);
      opened[ResourceKind.CHECKOUT.ordinal()].increment();
    }
    return checkout;
  }

  /**
   * Enters an object that was open before the agent came. It has been used by then, and whoever had
   * it opened has it.
   */
  public Resource openedEarlier(ResourceKind kind, Object object, Opening opening) {
    Resource resource = open(kind, object, opening, null, Opener.UNKNOWN);
    resource.prove();
    resource.handOver();
    return resource;
  }

  private void learnType(Object connection) {
    String type = connection.getClass().getName();
    if (!tableTypes.contains(type) && tableTypes.add(type)) { // the second may lock
      tableTypesVersion.incrementAndGet();
    }
  }

  /** Puts into the table what threads hold for long, and lets go of threads that have ended. */
  void enterHeld() {
    holdings.enter(
        held -> {
          Object object = held.get();
          if (object != null) {
            enter(held, object);
          }
        });
  }

  /** Enters the handle of a pooled connection as leading to that. */
  public void linkHandle(Object handle, Resource connection) {
    learnType(handle);
    enter(new Link(handle, collected, connection, null, false), handle);
  }

  /**
   * Enters a statement as leading to its connection.
   *
   * @param own what the calling thread has; null for nothing
   */
  public void linkStatement(
      @Nullable Holdings own, Object statement, Resource connection, @Nullable String sql) {
    Link link = new Link(statement, collected, connection, sql, true);
    statements.learnType(own, statement);
    if (own == null || !connection.isProven() || !own.statements.add(link)) {
      enter(link, statement);
    }
  }

  /**
   * A handle gives a statement as the connection behind it has made it: what uses the connection
   * tells of the handle, too. Not one that only stood for what it has opened, and is forgotten; nor
   * one around another's handle, which is that one's to tell.
   *
   * @param own what the calling thread has; null for nothing
   */
  public void givesAsItIs(Resource handle, @Nullable Holdings own, Object statement) {
    Tracked known = statements.find(own, statement);
    if (!handle.isRemoved() && known != null && known.used() != handle) {
      known.givenBy(handle);
      if (known.front() == handle) {
        handle.hasOpened(true);
      }
    }
  }

  private void enter(Tracked tracked, Object object) {
    if (tracked.isOfStatement()) {
      statements.add(tracked, object);
    } else {
      table.add(tracked, object);
    }
  }

  private boolean remove(Tracked tracked) {
    return tracked.isOfStatement() ? statements.remove(tracked) : table.remove(tracked);
  }

  /** Takes out what the application closes; without effect where that has been done. */
  public void close(Tracked tracked) {
    if (tracked instanceof Resource resource
        && resource.isFinalizing()
        && finalizers.isOwnRunning(resource)) {
      resource.closedByOwnFinalizer(); // that of what has it may come yet
    } else if (remove(tracked) && tracked instanceof Resource resource) {
      resource.closed(true);
      resource.closedOfOwner();
      Resource inner = resource.inner(null);
      if (inner != null) {
        close(inner);
      }
      listeners.closed(resource);
      if (resource.isHeldTooLong()) {
        losses.add(Loss.Fate.CLOSED_LATE, resource);
        listeners.ended(resource, true);
      }
    }
  }

  /**
   * Takes out the checkout that ends as a connection is being closed by the calling thread, because
   * its pool was asked to throw that away; without effect where that is not so.
   *
   * @param target the connection itself
   */
  public void closeThrownAway(Resource connection, Object target) {
    Resource checkout = disposals.of(connection, target);
    if (checkout != null) {
      close(checkout);
    }
  }

  /** How many connections pools threw away of which it is not known whose checkout ended so. */
  public long thrownAwayUnseen() {
    return disposals.missed();
  }

  /** Whether a checkout may be one of those that ended so. */
  public boolean mayHaveBeenThrownAway(Resource checkout) {
    return disposals.mayHaveEnded(checkout);
  }

  /**
   * How many connections are open for too long of which it is not known whether a pool has them.
   */
  public int undecidedHolds() {
    return undecidedHolds;
  }

  void undecidedHolds(int count) {
    undecidedHolds = count;
  }

  /** Takes out what turned out to be no resource of its own. */
  public void forget(Resource resource) {
    if (remove(resource)) {
      opened[resource.kind().ordinal()].decrement();
    }
  }

  /** A pool gives out what another one has given it, as it is: that one is a part of it. */
  public void adopts(Resource outer, Resource inner) {
    if (inner.outermost() == inner) {
      opened[inner.kind().ordinal()].decrement(); // it is not counted by itself
    }
    outer.adopt(inner);
  }

  /**
   * A pool has handed on what another one gave, in a handle of its own: as far as is known it keeps
   * nothing itself.
   *
   * @param checkout of the other one
   */
  public void wraps(Resource pool, Resource checkout) {
    if (!pool.isWrapper()) {
      pool.wrapper(true);
      opened[ResourceKind.POOL.ordinal()].decrement();
    }
    checkout.passedOnBy(pool);
  }

  /** What seemed to be a wrapper keeps what other pools give it. */
  public void keepsItself(Resource pool) {
    pool.wrapper(false);
    opened[ResourceKind.POOL.ordinal()].increment();
  }

  /**
   * A pool has given out a connection of a driver's without a handle of its own. Where it keeps
   * nothing of that, who has got it is alone to close it, whatever else closing the pool may do, as
   * with an embedded database. One that it gives once more it has kept.
   *
   * @param opened whether it was opened just for that
   */
  public void gaveAsItIs(Resource pool, Resource connection, boolean opened) {
    if (opened && connection.owner() == pool && !asItIs.keeps(pool, connection)) {
      connection.leaveOwner();
      pool.prove(); // there is nothing of it that could be closed after a failed check
    } else if (!opened) {
      connection.returnToOwner(pool);
    }
  }

  /** Who is told of what happens here. */
  public Listeners listeners() {
    return listeners;
  }

  /** Notes a failed probe. */
  public void probeFailed(Resource resource, Probe probe) {
    resource.probeFailed(probe);
    listeners.probeFailed(resource, probe);
  }

  /** Shows every resource that is open now. */
  public void forEachOpen(Consumer<Resource> visitor) {
    forEach(
        tracked -> {
          if (tracked instanceof Resource resource) {
            visitor.accept(resource);
          }
        });
  }

  /** One that comes into the table meanwhile is shown once. */
  private void forEach(Consumer<Tracked> visitor) {
    Set<Tracked> held = Collections.newSetFromMap(new IdentityHashMap<>());
    holdings.forEach(held::add);
    held.forEach(visitor);
    Consumer<Tracked> others =
        tracked -> {
          if (!held.contains(tracked)) {
            visitor.accept(tracked);
          }
        };
    table.forEach(others);
    statements.forEach(others);
  }

  /** Shows the objects by which a resource can be used besides its own: statements, handles. */
  public void forEachLinkTo(Resource resource, Consumer<Object> visitor) {
    forEach(
        tracked -> {
          if (tracked != resource && tracked.leadsTo(resource)) {
            Object object = tracked.get();
            if (object != null) {
              visitor.accept(object);
            }
          }
        });
  }

  /** The guard has closed a resource. */
  public void closedByGuard(Resource resource) {
    remove(resource);
    resource.closed(true);
    resource.closedOfOwner();
    closedByGuard[resource.kind().ordinal()].increment();
    losses.add(Loss.Fate.CLOSED_BY_GUARD, resource);
    listeners.closedByGuard(resource);
  }

  /** The guard could not close a resource. */
  public void closingFailed(Resource resource) {
    remove(resource);
    losses.add(Loss.Fate.CLOSING_FAILED, resource);
  }

  /** How many of a kind the guard has closed. */
  public long closedByGuard(ResourceKind kind) {
    return closedByGuard[kind.ordinal()].sum();
  }

  /** How many of a kind were opened since the start. */
  public long opened(ResourceKind kind) {
    long held = kind == ResourceKind.CHECKOUT ? holdings.count() : 0;
    return held + opened[kind.ordinal()].sum();
  }

  /** Whether any checkout was opened since the start. */
  boolean hasCheckouts() {
    return !heldTypes.isEmpty() || opened[ResourceKind.CHECKOUT.ordinal()].sum() > 0;
  }

  /** What is gone and still to be reported. */
  public List<Loss> losses() {
    return losses.all();
  }

  /** Whether anything that a pool has given out has not come back. */
  public boolean hasGivenOut(Resource pool) {
    return hasAnyOpen(ResourceKind.CHECKOUT, pool);
  }

  /** Whether any connection that a pool has opened is open. */
  public boolean hasLeftOpen(Resource pool) {
    return hasAnyOpen(ResourceKind.CONNECTION, pool);
  }

  private boolean hasAnyOpen(ResourceKind kind, Resource pool) {
    AtomicInteger open = new AtomicInteger();
    forEachOpen(
        resource -> {
          Resource owner = resource.owner();
          if (resource.kind() == kind && owner != null && owner.outermost() == pool.outermost()) {
            open.incrementAndGet();
          }
        });
    return open.get() > 0;
  }

  ReferenceQueue<Object> collected() {
    return collected;
  }

  /** The garbage collector has taken an object that nobody closed. */
  void wasCollected(Tracked tracked, Loss.Fate fate) {
    if (tracked instanceof Resource resource && resource.guardNotes().isWatched()) {
      return;
    }
    if (tracked instanceof Resource resource
        && resource.isClosedByOwnFinalizer()
        && finalizers.hasOther(resource)) {
      close(resource); // as that has found it closed already
      return;
    }
    if (remove(tracked) && tracked instanceof Resource resource && !resource.isClosedWithOwner()) {
      losses.add(fate, resource);
      listeners.ended(resource, false);
    }
  }

  /** The guard has learned that nobody can reach a resource any more, and left it open. */
  public void wasLost(Resource resource) {
    if (remove(resource)) {
      losses.add(Loss.Fate.COLLECTED, resource);
    }
  }

  /** Takes out all that was collected by now, whether or not the JVM has said so yet. */
  void takeCleared(Loss.Fate fate) {
    forEach(
        tracked -> {
          if (tracked.isGone()) {
            wasCollected(tracked, fate);
          }
        });
  }

  /** Whether there is anything that only finalizers can reach any more. */
  public boolean isAnythingFinalizing() {
    return countFinalizing(resource -> true) > 0;
  }

  /** How many of these nobody has closed yet. */
  int countLeftToFinalizers() {
    return countFinalizing(resource -> !resource.isClosedByOwnFinalizer());
  }

  private int countFinalizing(Predicate<Resource> wanted) {
    AtomicInteger count = new AtomicInteger();
    forEachOpen(
        resource -> {
          boolean ofGuard = resource.guardNotes().isWatched();
          if (!ofGuard && resource.isFinalizing() && wanted.test(resource)) {
            count.incrementAndGet();
          }
        });
    return count.get();
  }

  /** Notes which classes of connections talk to their server through a socket. */
  void learnSockets() {
    forEachOpen(
        resource -> {
          if (resource.kind() == ResourceKind.CONNECTION && !sockets.containsKey(resource.type())) {
            Object connection = resource.get();
            if (connection != null) {
              sockets.put(resource.type(), Sockets.areReachedFrom(connection));
            }
          }
        });
  }

  /**
   * Whether connections of a class talk through a socket, which the JDK closes when it is collected
   * (where the driver does not do so before); false where that is not known.
   */
  public boolean talksThroughSocket(String type) {
    return sockets.getOrDefault(type, false);
  }

  /** Whether a statement was made by a driver for itself: see {@link Losses#isOfDriver}. */
  public boolean isOfDriver(Resource statement) {
    return losses.isOfDriver(statement);
  }
}
