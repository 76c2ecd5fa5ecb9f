package io.robustdb.ledger;

import io.robustdb.jdk.Neighbours;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells connections that are a pool's, in its stock or behind a checkout, from those that somebody
 * holds for himself: what a pool opens as it is made, or in a thread of its own, was opened by
 * nobody's call of it. Looked at only where such a connection has been open for long.
 *
 * <p>Confined to one thread.
 */
final class PoolStock {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A look may take this part of the time. */
  private static final long SHARE = 100;

  private final Ledger ledger;
  private long nextNanos = System.nanoTime();

  PoolStock(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * Those of some resources that no pool has in stock. A connection of which that cannot be told
   * just now is not among them.
   */
  List<Resource> without(List<Resource> resources) {
    IdentityHashMap<Object, Resource> connections = new IdentityHashMap<>();
    List<Resource> others = new ArrayList<>();
    for (Resource resource : resources) {
      Object object = resource.kind() == ResourceKind.CONNECTION ? resource.get() : null;
      if (object != null) {
        connections.put(object, resource);
      } else {
        others.add(resource);
      }
    }
    if (System.nanoTime() - nextNanos < 0) {
      ledger.undecidedHolds(connections.size());
    } else if (connections.isEmpty()) {
      ledger.undecidedHolds(0);
    } else {
      others.addAll(outsideOfPools(connections));
      others.removeIf(Resource::isClosed); // meanwhile
    }
    return others;
  }

  private List<Resource> outsideOfPools(IdentityHashMap<Object, Resource> connections) {
    List<Object> fronts = fronts();
    IdentityHashMap<Object, Object> found = new IdentityHashMap<>();
    long start = System.nanoTime();
    boolean all = Neighbours.find(fronts, connections.keySet(), NANOS, found);
    long end = System.nanoTime();
    nextNanos = end + SHARE * (end - start);
    for (Object connection : found.keySet()) {
      Resource known = connections.remove(connection);
      if (known != null) {
        known.putInStock();
      }
    }
    ledger.undecidedHolds(all ? 0 : connections.size());
    return all ? List.copyOf(connections.values()) : List.of();
  }

  /** All by which a connection can be a pool's. */
  private List<Object> fronts() {
    List<Object> fronts = new ArrayList<>();
    ledger.forEachOpen(
        resource -> {
          boolean front =
              resource.kind() == ResourceKind.POOL || resource.kind() == ResourceKind.CHECKOUT;
          Object object = front ? resource.get() : null;
          if (object != null) {
            fronts.add(object);
          }
        });
    return fronts;
  }
}
