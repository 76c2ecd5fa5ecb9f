package io.robustdb.observe;

import io.robustdb.guard.Guard;
import io.robustdb.jdbc.JdbcCall;
import io.robustdb.ledger.Holdings;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.Scope;
import io.robustdb.log.AgentLog;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Openings;
import io.robustdb.site.Stack;
import java.sql.Driver;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import javax.sql.ConnectionPoolDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.jspecify.annotations.Nullable;

/**
 * Receives the callbacks of woven code and hands each to the part that knows its meaning.
 *
 * <p>Thread-safe. A failure of ours is counted, so that the report can say it, and kept from the
 * application.
 */
public final class Observer extends RobustdbCallbacks {
  /** A power of two. */
  private static final int FAST = 1 << 10;

  @SuppressWarnings("ThreadLocalUsage") // there is one observer
  private final ThreadLocal<ThreadState> threads = new ThreadLocal<>();

  /** The same by the number of their thread, as the bridge has its call sites. */
  private final @Nullable ThreadState[] fastThreads = new ThreadState[FAST];

  private final Ledger ledger;
  private final OpeningObserver openings;
  private final UseObserver uses;
  private final Guard guard;
  private final Runnable begins;
  private final AgentLog log;
  private final Supplier<Scope> scopes;
  private final LongAdder failures = new LongAdder();
  private volatile boolean began;
  private volatile @Nullable String firstFailure;

  /**
   * @param statements whether statements and result sets are watched
   * @param begins is run before the first resource is opened
   * @param scopes tells what is going on in the calling thread
   */
  public Observer(
      Ledger ledger,
      OpeningObserver openings,
      Guard guard,
      boolean statements,
      Runnable begins,
      AgentLog log,
      Supplier<Scope> scopes) {
    this.log = log;
    this.scopes = scopes;
    this.ledger = ledger;
    this.openings = openings;
    this.guard = guard;
    this.uses = new UseObserver(ledger, openings, guard, statements, this::isOpening);
    this.begins = begins;
  }

  /** There may be connections that were open before the agent came, and are not known. */
  public void adoptEarlier(Openings openings, DriverCode drivers) {
    uses.adoptEarlier(new EarlierUses(ledger, openings, drivers));
  }

  @Override
  public @Nullable Object entered(int kind, Object target, @Nullable Object argument) {
    try {
      JdbcCall call = JdbcCall.of(kind);
      String text = argument instanceof String string ? string : null;
      return switch (call) {
        case CONNECT -> target instanceof Driver ? open(call, target, text) : null;
        case GET_CONNECTION ->
            target instanceof DataSource ? open(call, target, null) : openings.handleOf(target);
        case GET_POOLED_CONNECTION ->
            target instanceof ConnectionPoolDataSource || target instanceof XADataSource
                ? open(call, target, null)
                : null;
        case CLOSE_CONNECTION, CLOSE_POOLED_CONNECTION, CLOSE_DATA_SOURCE ->
            uses.closingConnection(holdings(), target); // one class may be all three
        case CLOSE_STATEMENT, CLOSE_RESULT_SET -> uses.closingStatement(holdings(), target);
        case CREATE_STATEMENT -> uses.creating(state(), target, text);
        case EXECUTE -> uses.executing(holdings(), target, text);
        case IS_VALID, SET_UP -> uses.using(holdings(), target);
        case GET_RESULT_SET -> uses.handingOut(holdings(), target);
        case UNWRAP -> uses.unwrapping(holdings(), target);
      };
    } catch (Throwable failure) {
      return failed(failure);
    }
  }

  @Override
  public void left(int kind, Object token, @Nullable Object result) {
    try {
      switch (JdbcCall.of(kind)) {
        case CONNECT, GET_CONNECTION, GET_POOLED_CONNECTION -> {
          if (token instanceof OpeningCall opening) {
            try {
              // taken here, where few frames of ours stand above it: the JVM takes its time for
              // each
              Stack stack = result != null && opening.opensFirst() ? Stack.here() : null;
              openings.opened(opening, result, stack);
            } finally {
              opening.end();
            }
          } else {
            openings.gaveHandle((Resource) token, result);
          }
        }
        case CREATE_STATEMENT -> uses.created((StatementCreation) token, result);
        case EXECUTE, GET_RESULT_SET -> uses.executed(state(), token, result);
        case IS_VALID -> uses.validated(state(), (Probing) token, result);
        case SET_UP -> ((Probing) token).end();
        case UNWRAP -> uses.unwrapped((Resource) token, result);
        default -> {
          // the entry was all there is to know
        }
      }
    } catch (Throwable failure) {
      failedWith(token, failure);
    }
  }

  @Override
  public void failed(int kind, Object token, Throwable thrown) {
    try {
      switch (JdbcCall.of(kind)) {
        case CONNECT, GET_CONNECTION, GET_POOLED_CONNECTION -> {
          if (token instanceof OpeningCall opening) {
            try {
              openings.failed(opening, thrown);
            } finally {
              opening.end();
            }
          }
        }
        case CREATE_STATEMENT -> uses.creationFailed((StatementCreation) token, thrown);
        case EXECUTE, IS_VALID, SET_UP -> uses.failed(state(), JdbcCall.of(kind), token, thrown);
        default -> {
          // a failing close has been attempted all the same
        }
      }
    } catch (Throwable failure) {
      failedWith(token, failure);
    }
  }

  @Override
  public void constructed(Object instance) {
    try {
      if (instance instanceof DataSource) {
        openings.constructed(state(), instance);
      }
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  @Override
  public void opening(int site) {
    try {
      ThreadState state = stateOrNull(RobustdbBridge.threadNumber());
      guard.opening(state == null ? null : state.fresh, site);
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  @Override
  public void ended(
      int opened,
      boolean outermost,
      int method,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    try {
      ThreadState state = state();
      guard.ended(state.fresh, opened, outermost, method, result, thrown);
      state.leave();
    } catch (Throwable failure) {
      failed(failure);
    }
  }

  /** How often the agent itself failed. */
  public long failures() {
    return failures.sum();
  }

  /** The first failure of the agent itself; null where there was none. */
  public @Nullable String firstFailure() {
    return firstFailure;
  }

  /** What it was and where; not its message, which may repeat what the application gave. */
  private static String described(Throwable failure) {
    StackTraceElement[] frames = failure.getStackTrace();
    return failure.getClass().getName() + (frames.length == 0 ? "" : " at " + frames[0]);
  }

  private @Nullable Object open(JdbcCall call, Object target, @Nullable String url) {
    if (!began) {
      began = true;
      begins.run();
    }
    ThreadState state = state();
    return OpeningCall.begin(state, call, target, url);
  }

  private ThreadState state() {
    long thread = RobustdbBridge.threadNumber();
    ThreadState state = stateOrNull(thread);
    if (state == null) {
      Thread current = Thread.currentThread();
      boolean virtual = RobustdbBridge.isVirtual(current);
      state =
          virtual
              ? new ThreadState(threads, scopes, thread, null)
              : new ThreadState(null, scopes, thread, ledger.holdingsOf(current));
      threads.set(state);
      if (thread != 0 && !virtual) {
        fastThreads[place(thread)] = state;
      }
    }
    return state;
  }

  /** What the calling thread has borrowed; null for nothing. */
  private @Nullable Holdings holdings() {
    long thread = RobustdbBridge.threadNumber();
    ThreadState fast = fastThreads[place(thread)];
    if (fast != null && fast.thread == thread) {
      return fast.holdings;
    }
    if (RobustdbBridge.isVirtual(Thread.currentThread())) {
      return null; // it has none, and asking for its thread local would leave one there
    }
    ThreadState state = threads.get();
    return state == null ? null : state.holdings;
  }

  private @Nullable ThreadState stateOrNull(long thread) {
    ThreadState fast = fastThreads[place(thread)];
    return fast != null && fast.thread == thread ? fast : threads.get();
  }

  private boolean isOpening() {
    ThreadState state = stateOrNull(RobustdbBridge.threadNumber());
    return state != null && state.innermost != null;
  }

  private static int place(long thread) {
    return (int) thread & (FAST - 1);
  }

  /** Counts a failure of another part of the agent. */
  public void failedItself(Throwable failure) {
    failed(failure);
  }

  /** A call that began under an agent that has been detached since is none of ours. */
  private void failedWith(Object token, Throwable failure) {
    if (token.getClass().getClassLoader() == Observer.class.getClassLoader()) {
      failed(failure);
    }
  }

  private @Nullable Object failed(Throwable failure) {
    failures.increment();
    if (firstFailure == null) {
      String first = described(failure);
      firstFailure = first;
      log.warn("failed (" + first + "); the application goes on, the report may be incomplete");
    }
    return null;
  }
}
