package io.robustdb.observe;

import io.robustdb.guard.FreshResources;
import io.robustdb.ledger.Holdings;
import io.robustdb.ledger.Opener;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.Scope;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the observer knows of one thread. Confined to that thread. */
final class ThreadState {
  private final @Nullable ThreadLocal<ThreadState> home;
  private final Supplier<Scope> scopes;

  /** The number of the thread; 0 where it is not known. */
  final long thread;

  private @Nullable Opener opener;
  @Nullable OpeningCall innermost;

  /** Kept from call to call. */
  @Nullable OpeningCall outermost;

  /** The pool that this thread last borrowed from. */
  @Nullable Resource pool;

  /** What it has opened in methods that are still running. */
  final FreshResources fresh = new FreshResources();

  /** The resource that is creating a statement. */
  @Nullable Resource creating;

  /** What it has borrowed; null where that goes by the ledger's table. */
  final @Nullable Holdings holdings;

  /**
   * @param home where it leaves the thread as soon as it can; null where it stays: it does not hold
   *     its own key then, so that it goes with the agent
   * @param scopes tells what is going on in the calling thread
   */
  ThreadState(
      @Nullable ThreadLocal<ThreadState> home,
      Supplier<Scope> scopes,
      long thread,
      @Nullable Holdings holdings) {
    this.home = home;
    this.scopes = scopes;
    this.holdings = holdings;
    this.thread = thread;
  }

  Opener opener() {
    Thread thread = Thread.currentThread();
    Scope scope = scopes.get();
    Opener known = opener;
    if (known == null || !known.is(thread, scope)) {
      known = new Opener(thread, scope);
      opener = known;
      scope.opened();
    }
    return known;
  }

  /** Lets a virtual thread go without a thread local of ours: there may be millions of them. */
  void leave() {
    if (home != null && innermost == null && creating == null && fresh.isEmpty()) {
      home.remove();
    }
  }
}
