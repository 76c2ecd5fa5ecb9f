package io.robustdb.observe;

import io.robustdb.guard.Guard;
import io.robustdb.jdbc.JdbcCall;
import io.robustdb.ledger.Holdings;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.PoolNames;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.ledger.Tracked;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows what is done with open resources. The ordinary use, of a proven connection, ends at the
 * entry: last use and last SQL are noted and no exit is asked for.
 *
 * <p>Thread-safe.
 */
final class UseObserver {
  private final Ledger ledger;
  private final OpeningObserver openings;
  private final Guard guard;
  private final boolean statements;
  private final BooleanSupplier opening;
  private volatile @Nullable EarlierUses earlier;

  /**
   * @param opening tells whether the calling thread is in a call that opens something
   */
  UseObserver(
      Ledger ledger,
      OpeningObserver openings,
      Guard guard,
      boolean statements,
      BooleanSupplier opening) {
    this.opening = opening;
    this.guard = guard;
    this.ledger = ledger;
    this.openings = openings;
    this.statements = statements;
  }

  /** There may be connections that were open before the agent came. */
  void adoptEarlier(EarlierUses adopting) {
    earlier = adopting;
  }

  /**
   * Closing counts from its beginning: a pool may give the same handle out again before it ends.
   * What the guard closes counts when that has ended.
   */
  @Nullable Object closingConnection(@Nullable Holdings own, Object target) {
    Tracked known = ledger.findConnection(own, target);
    return closing(known == null ? statement(own, target) : known, target);
  }

  /** The same of a statement or result set, by a method that may be a connection's, too. */
  @Nullable Object closingStatement(@Nullable Holdings own, Object target) {
    Tracked known = ledger.findStatement(own, target);
    boolean both = known == null && target instanceof Connection;
    return closing(both ? ledger.findConnection(own, target) : known, target);
  }

  private @Nullable Tracked statement(@Nullable Holdings own, Object target) {
    return target instanceof Statement || target instanceof ResultSet
        ? ledger.findStatement(own, target)
        : null;
  }

  private @Nullable Object closing(@Nullable Tracked known, Object target) {
    if (known == null) {
      return null;
    }
    boolean byGuard = known instanceof Resource resource && resource.guardNotes().isClosingTried();
    if (known instanceof Resource pool && pool.kind() == ResourceKind.POOL) {
      pool.name(PoolNames.of(target));
    }
    if (!byGuard) {
      ledger.close(known);
      if (known instanceof Resource resource
          && resource.kind() == ResourceKind.CONNECTION
          && !opening.getAsBoolean()) {
        ledger.closeThrownAway(resource, target);
      }
    }
    return null;
  }

  @Nullable Object using(@Nullable Holdings own, Object target) {
    Tracked known = ledger.findConnection(own, target);
    if (known == null) {
      return null;
    }
    Resource resource = known.used();
    resource.use(ledger.clock().coarseMillis(), null);
    return resource.isProven() ? null : Probing.begin(known, resource, null);
  }

  @Nullable Object executing(@Nullable Holdings own, Object target, @Nullable String sql) {
    Tracked known = ledger.findStatement(own, target);
    if (known == null) {
      return null;
    }
    Resource resource = known.used();
    String text = sql == null ? known.sql() : sql;
    resource.use(ledger.clock().coarseMillis(), text);
    if (resource.isProven() && isProven(known.front())) {
      return statements ? known : null;
    }
    return Probing.begin(known, resource, text);
  }

  private static boolean isProven(@Nullable Resource front) {
    return front == null || front.isProven();
  }

  /** A statement whose result sets are watched. */
  @Nullable Object handingOut(@Nullable Holdings own, Object target) {
    return statements ? ledger.findStatement(own, target) : null;
  }

  /** A connection that is proven is nothing that the guard would look at, unless it is to. */
  @Nullable Object unwrapping(@Nullable Holdings own, Object target) {
    return ledger.findConnection(own, target) instanceof Resource known && guard.concerns(known)
        ? known
        : null;
  }

  void unwrapped(Resource handle, @Nullable Object inner) {
    if (inner != null && !handle.refersTo(inner)) {
      handle.noteOfGuard().unwrapped();
      Resource pool = handle.owner();
      if (pool != null) {
        pool.noteOfGuard().unwrapped();
      }
    }
  }

  /** A statement made while a proven connection makes one is that one's inner part. */
  @Nullable Object creating(ThreadState state, Object target, @Nullable String sql) {
    Resource outer = state.creating;
    if (outer != null && outer.isProven()) {
      return null;
    }
    Tracked known = ledger.findConnection(state.holdings, target);
    EarlierUses before = earlier;
    if (known == null && before != null && outer == null) {
      known = before.adopt(target);
    }
    if (known == null) {
      state.leave();
      return null;
    }
    Resource resource = known.used();
    resource.use(ledger.clock().coarseMillis(), sql);
    state.creating = resource;
    return new StatementCreation(state, outer, resource, sql);
  }

  void created(StatementCreation creation, @Nullable Object statement) {
    creation.state().creating = creation.outer();
    Holdings own = creation.state().holdings;
    Resource connection = creation.connection();
    if (statement != null && !ledger.isKnownStatement(own, statement)) {
      if (connection.kind() == ResourceKind.CHECKOUT) {
        connection.hasOpened(true);
      }
      if (statements) {
        Resource opened =
            openings.openedUnder(connection, ResourceKind.STATEMENT, statement, creation.state());
        opened.use(opened.openedMillis(), creation.sql());
      } else {
        ledger.linkStatement(own, statement, connection, creation.sql());
      }
    } else if (statement != null && connection.kind() == ResourceKind.CHECKOUT) {
      ledger.givesAsItIs(connection, own, statement);
    }
    creation.state().leave();
  }

  void creationFailed(StatementCreation creation, Throwable thrown) {
    creation.state().creating = creation.outer();
    String sql = creation.sql();
    probeFailed(
        creation.state(),
        creation.connection(),
        sql == null ? "createStatement" : sql,
        sql != null,
        thrown);
    creation.state().leave();
  }

  void executed(ThreadState state, Object token, @Nullable Object result) {
    Object used = token;
    if (token instanceof Probing probing) {
      probing.end();
      prove(probing);
      used = probing.used();
    }
    if (statements
        && result instanceof ResultSet
        && used instanceof Resource statement
        && statement.kind() == ResourceKind.STATEMENT
        && !ledger.isKnownStatement(state.holdings, result)) {
      openResultSet(state, statement, result);
    }
    state.leave();
  }

  void validated(ThreadState state, Probing probing, @Nullable Object result) {
    probing.end();
    if (Boolean.TRUE.equals(result)) {
      prove(probing);
    } else {
      ledger.probeFailed(probing.resource(), Probes.invalid(ledger.clock()));
      guard.failed(state.fresh, probing.resource());
      failPool(state, probing.resource());
    }
  }

  void failed(ThreadState state, JdbcCall call, Object token, Throwable thrown) {
    if (token instanceof Probing probing) {
      probing.end();
      String sql = probing.what();
      String what =
          sql != null ? sql : call == JdbcCall.IS_VALID ? "isValid" : "set-up of the session";
      probeFailed(state, probing.resource(), what, sql != null, thrown);
      if (probing.front() != null) {
        probeFailed(state, probing.front(), what, sql != null, thrown);
      }
    }
  }

  /**
   * A statement has one result set at a time: executing again has closed the one before (JDBC 4.3,
   * 13.1.1).
   */
  private void openResultSet(ThreadState state, Resource statement, Object result) {
    Resource opened = openings.openedUnder(statement, ResourceKind.RESULT_SET, result, state);
    opened.use(opened.openedMillis(), statement.lastSql());
    Resource before = statement.inner(opened);
    if (before != null) {
      ledger.close(before);
    }
  }

  private void prove(Probing probing) {
    prove(probing.resource());
    if (probing.front() != null) {
      prove(probing.front());
    }
  }

  private void prove(Resource resource) {
    resource.prove();
    Resource pool = resource.owner();
    if (pool != null && resource.kind() == ResourceKind.CHECKOUT) {
      pool.prove();
    }
  }

  private void probeFailed(
      ThreadState state, Resource resource, String what, boolean isSql, Throwable thrown) {
    if (resource.isProven()) {
      return;
    }
    ledger.probeFailed(resource, Probes.failed(what, isSql, thrown, ledger.clock()));
    guard.failed(state.fresh, resource);
    failPool(state, resource);
  }

  /** A pool that was never proven fails with the checkout it gave out. */
  private void failPool(ThreadState state, Resource resource) {
    Resource pool = resource.owner();
    if (pool != null
        && resource.kind() == ResourceKind.CHECKOUT
        && !pool.isProven()
        && resource.probe() != null) {
      pool.probeFailed(resource.probe());
      guard.failed(state.fresh, pool);
    }
  }
}
