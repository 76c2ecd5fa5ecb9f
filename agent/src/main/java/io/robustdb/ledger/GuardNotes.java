package io.robustdb.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What the guard has noted of a resource, for itself and for the report. Thread-safe: one thread at
 * a time looks at a resource, others read.
 */
public final class GuardNotes {
  /** Of a resource that the guard has not looked at; only to be read. */
  static final GuardNotes NONE = new GuardNotes();

  private volatile @Nullable Object keeper;
  private volatile @Nullable String reason;
  private volatile @Nullable Closed closed;
  private volatile boolean wouldClose;
  private volatile boolean closingTried;
  private volatile boolean watched;
  private volatile boolean isUnwrapped;

  GuardNotes() {}

  /** Whoever looks at the resource before others do; null for nobody. */
  public @Nullable Object keeper() {
    return keeper;
  }

  public void keeper(@Nullable Object newKeeper) {
    keeper = newKeeper;
  }

  /** What is inside it has been handed out, and may be used without it. */
  public void unwrapped() {
    isUnwrapped = true;
  }

  public boolean isUnwrapped() {
    return isUnwrapped;
  }

  /** Why the guard last left it open; null where it did not. */
  public @Nullable String reason() {
    return reason;
  }

  /** Whether the guard would have closed it, had it been allowed to. */
  public boolean wouldClose() {
    return wouldClose;
  }

  /**
   * The guard leaves it open.
   *
   * @param why in words
   * @param would whether it would have closed it, had it been allowed to
   */
  public void left(String why, boolean would) {
    reason = why;
    wouldClose = would;
  }

  /** The guard begins to close it, which it does once. */
  public void closing() {
    closingTried = true;
  }

  public boolean isClosingTried() {
    return closingTried;
  }

  /** The guard has closed it. */
  public void closed(Closed how) {
    reason = null;
    closed = how;
  }

  /** When the guard closed it; null where it did not. */
  public @Nullable Closed closed() {
    return closed;
  }

  /** Whether the guard is told when nobody can reach it any more, and takes it from there. */
  public boolean isWatched() {
    return watched;
  }

  public void watched(boolean isWatched) {
    watched = isWatched;
  }
}
