package io.robustdb.observe;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.ledger.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One running call that is to open a resource, with the one it is nested in. Confined to its
 * thread.
 */
final class OpeningCall {
  final ThreadState state;
  final @Nullable OpeningCall outer;
  final JdbcCall call;
  final Object opener;
  final @Nullable String url;
  int connections;

  /** The connection that was opened last in this call or inside it. */
  @Nullable Resource connection;

  int checkouts;

  OpeningCall(ThreadState state, JdbcCall call, Object opener, @Nullable String url) {
    this.state = state;
    this.outer = state.innermost;
    this.call = call;
    this.opener = opener;
    this.url = url;
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
    } else {
      state.leave();
    }
  }
}
