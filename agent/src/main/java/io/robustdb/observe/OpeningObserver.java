package io.robustdb.observe;

import io.robustdb.guard.Guard;
import io.robustdb.jdbc.JdbcCall;
import io.robustdb.ledger.Holdings;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Opener;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.ledger.StandIns;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Opening;
import io.robustdb.site.Openings;
import io.robustdb.site.Stack;
import java.util.Objects;
import java.util.function.BiConsumer;
import javax.sql.PooledConnection;
import org.jspecify.annotations.Nullable;

/**
 * Decides what an opening call has opened. The innermost call that gives out an object makes it a
 * resource; what an outer call wraps around a resource is no second one:
 *
 * <ul>
 *   <li>a pool's {@code getConnection} gives out a checkout, unless a pool inside it did so
 *       already;
 *   <li>a driver gives out a connection, unless a driver inside it did so already;
 *   <li>what can be closed, but gives out the connections of a driver as they are and keeps none of
 *       them, is no pool of theirs;
 *   <li>any other {@code DataSource} adds nothing to what was opened inside it. Where nothing was,
 *       its object counts as a connection if it is a driver's, else as a checkout of unknown
 *       origin.
 * </ul>
 *
 * Thread-safe.
 */
public final class OpeningObserver {
  private final Ledger ledger;
  private final Openings openings;
  private final Pools pools;
  private final DriverCode drivers;
  private final Guard guard;
  private final BiConsumer<Resource, Throwable> gaveNothing;
  private final ServerSessions sessions = new ServerSessions();
  private final StandIns standIns = new StandIns();

  /**
   * @param gaveNothing is told of a pool that has worked and failed to give a connection
   */
  public OpeningObserver(
      Ledger ledger,
      Openings openings,
      Pools pools,
      DriverCode drivers,
      Guard guard,
      BiConsumer<Resource, Throwable> gaveNothing) {
    this.gaveNothing = gaveNothing;
    this.guard = guard;
    this.drivers = drivers;
    this.ledger = ledger;
    this.openings = openings;
    this.pools = pools;
  }

  /**
   * A call has given an object.
   *
   * @param stack of the calling thread; null where it has not been taken
   */
  void opened(OpeningCall call, @Nullable Object result, @Nullable Stack stack) {
    if (result == null) {
      return;
    }
    Holdings own = call.state.holdings;
    Resource held = own == null ? null : own.find(result);
    if (held != null) {
      openedAgain(call, held);
    } else if (own != null && isBorrow(call) && ledger.isNoneOfTable(own, result)) {
      openCheckout(call, result, own, pool(call));
    } else if (ledger.findConnection(own, result) instanceof Resource resource) {
      openedAgain(call, resource);
    } else {
      openedNew(call, result, stack);
    }
  }

  /**
   * Whether a pool has given what it had: nothing was opened for it, and that it works is known. An
   * object that it gives again before the first was returned, and to another thread, is another
   * checkout.
   */
  private boolean isBorrow(OpeningCall call) {
    return call.kind() == JdbcCall.GET_CONNECTION
        && call.checkouts == 0
        && call.connections == 0
        && isPool(call)
        && pool(call).isProven();
  }

  void failed(OpeningCall call, Throwable thrown) {
    if (call.kind() == JdbcCall.GET_CONNECTION) {
      Resource pool = knownPool(call);
      Resource around = pool == null ? null : poolAround(call);
      if (pool != null && around != null && around != pool) {
        ledger.adopts(around, pool); // what one pool asks another for in vain is that one's stock
      }
      if (pool != null && !pool.isProven() && !ledger.hasGivenOut(pool)) {
        ledger.probeFailed(pool, Probes.failed("getConnection", false, thrown, ledger.clock()));
        guard.failed(call.state.fresh, pool);
      } else if (pool != null) {
        gaveNothing.accept(pool, thrown);
      }
    }
  }

  /** A {@code DataSource} has been made; only one that can be closed is a pool. */
  void constructed(ThreadState state, Object dataSource) {
    if (pools.isPool(dataSource) && ledger.findResource(dataSource) == null) {
      openPool(state, dataSource);
    }
    state.leave();
  }

  /** A pooled connection that is the resource itself, because nothing inside it is known. */
  @Nullable Resource handleOf(Object target) {
    Resource known = target instanceof PooledConnection ? ledger.findResource(target) : null;
    return known != null && known.kind() == ResourceKind.CONNECTION ? known : null;
  }

  /** A use of the handle that a pooled connection gives out is a use of the connection. */
  void gaveHandle(Resource connection, @Nullable Object handle) {
    if (handle != null && ledger.findConnection(null, handle) == null) {
      ledger.linkHandle(handle, connection);
      if (connection.session() == null) {
        connection.session(sessions.of(handle));
      }
    }
  }

  /** The stack of the calling thread for a statement or result set. */
  Resource openedUnder(Resource connection, ResourceKind kind, Object object, ThreadState state) {
    Opening opening = openings.here(JdbcCall.CREATE_STATEMENT);
    Resource resource = ledger.open(kind, object, opening, Stack.here(), state.opener());
    resource.owner(connection);
    return resource;
  }

  private void openedAgain(OpeningCall call, Resource resource) {
    boolean checkout = resource.kind() == ResourceKind.CHECKOUT;
    if (call.kind() == JdbcCall.GET_CONNECTION && checkout && isPool(call)) {
      Resource outer = pool(call).outermost();
      Resource inner = call.through == null ? resource.owner() : call.through;
      if (inner != null && inner != outer) {
        if (inner.outermost() != outer) {
          ledger.adopts(outer, inner);
        }
        outer.hasOpened(true);
        call.through = outer;
      }
    }
    resource.handOver();
    boolean connection = resource.kind() == ResourceKind.CONNECTION;
    Resource pool = connection && call.kind() == JdbcCall.GET_CONNECTION ? knownPool(call) : null;
    if (pool != null) {
      ledger.gaveAsItIs(pool.outermost(), resource, call.connections > 0);
    }
  }

  private void openedNew(OpeningCall call, Object result, @Nullable Stack stack) {
    boolean pool = call.kind() == JdbcCall.GET_CONNECTION && isPool(call);
    if (pool && call.checkout != null) {
      ledger.wraps(pool(call), call.checkout);
    }
    if (call.checkouts > 0 || (call.connections > 0 && !pool)) {
      if (call.connection != null && call.connection.owner() == null) {
        call.connection.handOver();
      }
      return;
    }
    if (isStandIn(call, result)) {
      return;
    }
    if (call.kind() != JdbcCall.GET_CONNECTION) {
      openConnection(call, result, stack);
    } else if (pool) {
      openCheckout(call, result, null, pool(call));
    } else if (drivers.has(Objects.requireNonNull(call.opener()).getClass().getName())) {
      openConnection(call, result, stack);
    } else {
      openCheckout(call, result, null, null);
    }
  }

  /**
   * Whether what is given only stands in for a connection. Not what a driver gives that is one, nor
   * what a pool does: that was seen as it was made.
   */
  private boolean isStandIn(OpeningCall call, Object result) {
    Object opener = call.opener();
    boolean inDoubt =
        opener != null
            && (call.kind() == JdbcCall.GET_CONNECTION
                ? ledger.findResource(opener) == null
                : standIns.isMadeAtRunTime(opener));
    return inDoubt && standIns.has(result);
  }

  private void openConnection(OpeningCall call, Object result, @Nullable Stack taken) {
    Opening opening = openings.here(call.kind());
    Stack stack = taken == null ? Stack.here() : taken;
    Resource connection =
        ledger.open(ResourceKind.CONNECTION, result, opening, stack, call.state.opener());
    connection.url(call.url());
    connection.session(sessions.of(result));
    Resource pool = innermostPool(call);
    if (pool != null) {
      connection.owner(pool);
      pool.ownOpened();
      pool.outermost().hasOpened(true);
      if (pool.url() == null) {
        pool.url(call.url());
      }
    }
    guard.opened(call.state.fresh, connection);
    ledger.listeners().opened(connection);
    call.connections++;
    call.connection = connection;
    unwrapLazy(call);
    if (call.outer == null) {
      connection.handOver();
    }
  }

  /**
   * @param own where it is to be found; null for the table
   */
  private void openCheckout(
      OpeningCall call, Object result, @Nullable Holdings own, @Nullable Resource pool) {
    Opening opening = openings.here(call.kind());
    Stack stack = openings.sampled(opening);
    Opener opener = call.state.opener();
    Resource checkout =
        own == null
            ? ledger.open(ResourceKind.CHECKOUT, result, opening, stack, opener)
            : ledger.borrow(own, result, opening, stack, opener);
    if (pool != null) {
      checkout.owner(pool);
      pool.hasOpened(true);
      if (pool.isWrapper()) {
        ledger.keepsItself(pool); // it had something to give without asking another one
      }
      if (pool.isProven()) {
        checkout.prove();
      }
    }
    guard.opened(call.state.fresh, checkout);
    checkout.handOver();
    ledger.listeners().opened(checkout);
    call.checkouts++;
    if (call.outer != null) {
      call.checkout = checkout;
      call.through = pool;
    }
    unwrapLazy(call);
  }

  /**
   * A handle of unknown origin that opens something while it is first used only stood for that, as
   * lazy and transaction-aware proxies do.
   */
  private void unwrapLazy(OpeningCall call) {
    Resource handle = call.state.creating;
    if (handle != null && handle.kind() == ResourceKind.CHECKOUT && handle.owner() == null) {
      ledger.forget(handle);
    }
  }

  private boolean isPool(OpeningCall call) {
    Object opener = call.opener();
    return call.latestPool() != null || (opener != null && pools.isPool(opener));
  }

  /** The pool whose {@code getConnection} has called another one's; null for none. */
  private @Nullable Resource poolAround(OpeningCall call) {
    Resource around = innermostPool(call);
    return around == null ? null : around.outermost();
  }

  private @Nullable Resource innermostPool(OpeningCall call) {
    for (OpeningCall outer = call.outer; outer != null; outer = outer.outer) {
      if (outer.kind() == JdbcCall.GET_CONNECTION && isPool(outer)) {
        return pool(outer);
      }
    }
    return null;
  }

  /** The pool that is asked, as far as it is known and open. */
  private @Nullable Resource knownPool(OpeningCall call) {
    Object opener = call.opener();
    return opener == null ? call.latestPool() : ledger.findResource(opener);
  }

  private Resource pool(OpeningCall call) {
    Resource latest = call.latestPool();
    if (latest != null && !latest.isClosed()) {
      return latest;
    }
    Object opener = call.opener();
    if (opener == null) {
      return Objects.requireNonNull(latest); // closed, and gone
    }
    Resource known = ledger.findResource(opener);
    Resource pool = known == null ? openPool(call.state, opener) : known;
    call.state.pool = pool;
    return pool;
  }

  private Resource openPool(ThreadState state, Object dataSource) {
    Opening opening = openings.here(JdbcCall.CLOSE_DATA_SOURCE);
    Resource pool =
        ledger.open(ResourceKind.POOL, dataSource, opening, Stack.here(), state.opener());
    guard.opened(state.fresh, pool);
    ledger.listeners().opened(pool);
    return pool;
  }
}
