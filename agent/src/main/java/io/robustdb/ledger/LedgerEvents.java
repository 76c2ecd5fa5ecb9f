package io.robustdb.ledger;

/** Who wants to know of each thing that happens. In whatever thread it happens; must not throw. */
public interface LedgerEvents {
  /** A connection, checkout or pool was opened. */
  default void opened(Resource resource) {}

  /** The application has closed one, or given it back. */
  default void closed(Resource resource) {}

  /** A check failed of one that has not worked yet. */
  default void probeFailed(Resource resource, Probe probe) {}

  /** The guard has closed one. */
  default void closedByGuard(Resource resource) {}

  /** One turned out to be a leak, which the guard may have closed. */
  default void leaked(Resource resource, Loss.Fate fate) {}
}
