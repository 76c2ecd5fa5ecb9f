package io.robustdb.ledger;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Those who want to know what happens in the ledger; nobody at first. Thread-safe. */
public final class Listeners {
  private final List<LedgerEvents> events = new CopyOnWriteArrayList<>();
  private final List<HoldListener> holds = new CopyOnWriteArrayList<>();

  Listeners() {}

  /** Tells one more of what happens from now on. */
  public void add(LedgerEvents listener) {
    events.add(listener);
  }

  /** Tells one more of what is held for too long. */
  public void addOfHolds(HoldListener listener) {
    holds.add(listener);
  }

  /** Nobody is told of anything any more. */
  public void clear() {
    events.clear();
    holds.clear();
  }

  /** All that is known of what was opened just now has been set. */
  public void opened(Resource resource) {
    if (!events.isEmpty()) { // as nearly always: nothing is made to go through none
      for (LedgerEvents listener : events) {
        listener.opened(resource);
      }
    }
  }

  void closed(Resource resource) {
    if (!events.isEmpty()) {
      for (LedgerEvents listener : events) {
        listener.closed(resource);
      }
    }
  }

  void probeFailed(Resource resource, Probe probe) {
    for (LedgerEvents listener : events) {
      listener.probeFailed(resource, probe);
    }
  }

  void closedByGuard(Resource resource) {
    for (LedgerEvents listener : events) {
      listener.closedByGuard(resource);
    }
  }

  void leaked(Resource resource, Loss.Fate fate) {
    for (LedgerEvents listener : events) {
      listener.leaked(resource, fate);
    }
  }

  void heldTooLong(List<Resource> resources) {
    for (HoldListener listener : holds) {
      listener.tooLong(resources);
    }
  }

  /** A resource is open no more. */
  void ended(Resource resource, boolean closed) {
    if (resource.isHeldTooLong()) {
      for (HoldListener listener : holds) {
        listener.ended(resource, closed);
      }
    }
  }
}
