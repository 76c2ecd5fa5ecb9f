package io.robustdb.observe;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.ledger.Resource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One running call that is to open a resource, with the one it is nested in. Confined to its
 * thread, which uses the same object for one call after another: a borrow allocates nothing else.
 */
final class OpeningCall {
  final ThreadState state;
  final @Nullable OpeningCall outer;
  private @Nullable OpeningCall inner;
  private @Nullable JdbcCall kind;
  private @Nullable Object target;

  /** The pool that was called last, here; it is held weakly. */
  private @Nullable Resource pool;

  private boolean ofPool;
  private @Nullable String givenUrl;
  int connections;

  /** The connection that was opened last in this call or inside it. */
  @Nullable Resource connection;

  int checkouts;

  /** The checkout that was opened last inside it, by a call that was not the outermost. */
  @Nullable Resource checkout;

  /** The pool that gave it out last, for itself or for another one inside it. */
  @Nullable Resource through;

  private OpeningCall(ThreadState state, @Nullable OpeningCall outer) {
    this.state = state;
    this.outer = outer;
  }

  /** Begins a call inside of the one that a thread is in, and makes it the innermost. */
  static OpeningCall begin(
      ThreadState state, JdbcCall kind, Object target, @Nullable String givenUrl) {
    OpeningCall outer = state.innermost;
    OpeningCall call = outer == null ? state.outermost : outer.inner;
    if (call == null) {
      call = new OpeningCall(state, outer);
      if (outer == null) {
        state.outermost = call;
      } else {
        outer.inner = call;
      }
    }
    if (call.kind != kind) { // a reference that is written costs a fence, an equal one, too
      call.kind = kind;
    }
    call.begin(target, state.pool);
    call.givenUrl = givenUrl;
    call.connection = null;
    call.connections = 0;
    call.checkouts = 0;
    state.innermost = call;
    return call;
  }

  private void begin(Object called, @Nullable Resource latest) {
    ofPool = latest != null && latest.refersTo(called);
    if (!ofPool) {
      target = called;
    } else if (pool != latest) {
      pool = latest;
    }
  }

  /** The pool that was called, where it is the one that the thread borrowed from last. */
  @Nullable Resource latestPool() {
    return ofPool ? pool : null;
  }

  JdbcCall kind() {
    return Objects.requireNonNull(kind);
  }

  /** Whether it opens a connection, and nothing inside it has done so. */
  boolean opensFirst() {
    return kind != JdbcCall.GET_CONNECTION && connections == 0 && checkouts == 0;
  }

  /**
   * The driver or {@code DataSource} that was called; null for a {@link #latestPool} that nobody
   * has any more: its own method may have no need of it at the end.
   */
  @Nullable Object opener() {
    return ofPool && pool != null ? pool.get() : target;
  }

  /** The URL that a driver was called with; null for a {@code DataSource}. */
  @Nullable String url() {
    return givenUrl;
  }

  /**
   * Ends the call, whatever was left running inside it, and tells the outer one what was opened.
   */
  void end() {
    state.innermost = outer;
    if (outer != null) {
      outer.connections += connections;
      outer.checkouts += checkouts;
      outer.connection = connection == null ? outer.connection : connection;
    }
    if (checkout != null) {
      if (outer != null) {
        outer.checkout = checkout;
        outer.through = through;
      }
      checkout = null;
      through = null;
    }
    target = null;
    givenUrl = null;
    connection = null;
    if (outer == null) {
      state.leave();
    }
  }
}
