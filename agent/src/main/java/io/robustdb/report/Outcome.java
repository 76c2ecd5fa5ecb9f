package io.robustdb.report;

import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import java.util.function.Predicate;

/** What became of a resource. */
public enum Outcome {
  STILL_OPEN("still-open"),
  /** The guard closed it, when its check had failed and nobody could use it any more. */
  CLOSED_BY_GUARD("closed-by-guard"),
  /** The guard would have closed it, had it been allowed to. */
  WOULD_CLOSE("would-close"),
  /** By the application, after it had been reported. */
  CLOSED_LATE("closed-late"),
  /** The pool was closed before the checkout came back. */
  CLOSED_BY_POOL("closed-by-pool"),
  /** At collection, by the driver or the JDK's socket. */
  CLOSED_BY_DRIVER("closed-by-driver");

  private final String word;

  Outcome(String word) {
    this.word = word;
  }

  /**
   * What has become of a resource that neither its user nor the guard has closed, as far as that
   * can be told by itself.
   *
   * @param leftOpen whether a closed pool has connections that are open still: some leave what is
   *     out to whoever has it
   * @param socket whether connections of a class talk through a socket, which is closed when they
   *     are collected
   */
  static Outcome ofUnclosed(
      Resource resource, Predicate<Resource> leftOpen, Predicate<String> socket) {
    if (resource.isClosedByOwnFinalizer()) {
      return resource.kind() == ResourceKind.CONNECTION ? CLOSED_BY_DRIVER : CLOSED_BY_POOL;
    }
    Resource pool = resource.owner();
    if (resource.kind() == ResourceKind.CHECKOUT
        && pool != null
        && pool.isClosed()
        && !leftOpen.test(pool)) {
      String left = pool.left();
      if (left == null) {
        return CLOSED_BY_POOL;
      }
      return socket.test(left) ? CLOSED_BY_DRIVER : STILL_OPEN;
    }
    return resource.guardNotes().wouldClose() ? WOULD_CLOSE : STILL_OPEN;
  }

  /** Whether it was open when the report was made. */
  public boolean isOpen() {
    return this == STILL_OPEN || this == WOULD_CLOSE;
  }

  /** The word for it in reports. */
  public String word() {
    return word;
  }
}
