package io.robustdb.report;

import io.robustdb.jdk.Neighbours;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is open at one moment, and what of it is a finding: the connections behind a checkout or in
 * the stock of an open pool are that one's affair.
 */
final class OpenResources {
  private static final long YOUNG_MILLIS = 2000;
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
  private static final long PAUSE_MILLIS = 20;

  private final Ledger ledger;
  private final List<Resource> all = new ArrayList<>();

  /** Of a connection, the checkout or pool that refers to it. */
  private final IdentityHashMap<Resource, Resource> behind = new IdentityHashMap<>();

  /** Of a checkout, the connection behind it. */
  private final IdentityHashMap<Resource, Resource> ofCheckout = new IdentityHashMap<>();

  private final IdentityHashMap<Resource, Integer> held = new IdentityHashMap<>();

  /** The pools, as everybody sees them, that have opened a connection which is open. */
  private final Set<Resource> openers = Collections.newSetFromMap(new IdentityHashMap<>());

  private boolean whole = true;

  /**
   * @param walkNanos how long one look for what pools hold may take
   * @param byLibrary tells of a resource whether no code of the application had it opened
   */
  OpenResources(Ledger ledger, long walkNanos, Predicate<Resource> byLibrary) {
    this.ledger = ledger;
    ledger.forEachOpen(all::add);
    findStock(walkNanos);
    awaitStock(walkNanos, byLibrary);
    countHeld();
  }

  /**
   * A connection that a pool's own thread has opened just now, and is setting up, is on its way
   * into the pool: it gets a moment to arrive there.
   */
  private void awaitStock(long walkNanos, Predicate<Resource> byLibrary) {
    if (all.stream().noneMatch(each -> each.kind() == ResourceKind.POOL)) {
      return;
    }
    List<Resource> young =
        all.stream()
            .filter(each -> isOnItsWay(each) && isYoung(each) && byLibrary.test(each))
            .toList();
    long began = System.nanoTime();
    try {
      while (young.stream().anyMatch(this::isOnItsWay)
          && System.nanoTime() - began < LONGEST_WAIT_NANOS) {
        Thread.sleep(PAUSE_MILLIS);
        findStock(walkNanos);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
    all.removeIf(Resource::isClosed); // while it waited
  }

  private boolean isOnItsWay(Resource resource) {
    return resource.kind() == ResourceKind.CONNECTION
        && resource.owner() == null
        && !resource.isClosed()
        && !behind.containsKey(resource);
  }

  private boolean isYoung(Resource resource) {
    return ledger.clock().millis() - resource.openedMillis() < YOUNG_MILLIS;
  }

  /** Whether all was looked through that pools and checkouts lead to. */
  boolean isWhole() {
    return whole;
  }

  List<Resource> findings() {
    List<Resource> findings = new ArrayList<>();
    for (Resource resource : all) {
      if (isFinding(resource)) {
        findings.add(resource);
      }
    }
    return findings;
  }

  /** The open connections that a pool holds. */
  int holds(Resource pool) {
    return held.getOrDefault(pool, 0);
  }

  Outcome outcome(Resource resource) {
    return Outcome.ofUnclosed(
        resource,
        pool -> ofCheckout.containsKey(resource) || openers.contains(pool.outermost()),
        ledger::talksThroughSocket);
  }

  /** The server's session of a checkout is the one of the connection behind it. */
  @Nullable String session(Resource resource) {
    if (resource.kind() != ResourceKind.CHECKOUT) {
      return resource.session();
    }
    Resource connection = ofCheckout.get(resource);
    return connection == null ? null : connection.session();
  }

  /** The checkouts, or connections in nobody's hands, that hold a session of a server. */
  List<Resource> holdersOf(String session) {
    List<Resource> holders = new ArrayList<>();
    for (Resource resource : all) {
      if (resource.kind() == ResourceKind.CONNECTION && session.equals(resource.session())) {
        Resource front = behind.get(resource);
        boolean borrowed = front != null && front.kind() == ResourceKind.CHECKOUT;
        holders.add(borrowed ? front : resource);
      }
    }
    return holders;
  }

  Map<ResourceKind, Long> counts() {
    Map<ResourceKind, Long> counts = new EnumMap<>(ResourceKind.class);
    for (ResourceKind kind : ResourceKind.values()) {
      counts.put(kind, 0L);
    }
    for (Resource resource : all) {
      if (isCounted(resource)) {
        counts.merge(resource.kind(), 1L, Long::sum);
      }
    }
    return counts;
  }

  /** What each pool has that is counted, and last what belongs to none. */
  List<OpenInPool> byPool() {
    IdentityHashMap<Resource, int[]> counts = new IdentityHashMap<>();
    int[] none = new int[2];
    for (Resource resource : all) {
      boolean connection = resource.kind() == ResourceKind.CONNECTION;
      if (resource.kind() == ResourceKind.POOL && isCounted(resource)) {
        counts.computeIfAbsent(resource, unused -> new int[2]);
      } else if (connection || resource.kind() == ResourceKind.CHECKOUT) {
        Resource pool = connection ? pool(resource) : resource.owner();
        boolean known = pool != null && pool.kind() == ResourceKind.POOL;
        int[] of = known ? counts.computeIfAbsent(pool, unused -> new int[2]) : none;
        of[connection ? 0 : 1]++;
      }
    }
    List<OpenInPool> pools = new ArrayList<>();
    counts.forEach((pool, of) -> pools.add(new OpenInPool(pool, of[0], of[1])));
    pools.add(new OpenInPool(null, none[0], none[1]));
    return pools;
  }

  /** How many pools ever opened a connection. */
  long poolsOpened() {
    return ledger.opened(ResourceKind.POOL);
  }

  private boolean isCounted(Resource resource) {
    return switch (resource.kind()) {
      case POOL ->
          resource.hasOpened() && resource.outermost() == resource && !resource.isWrapper();
      case STATEMENT, RESULT_SET -> !resource.isClosedWithOwner();
      default -> true;
    };
  }

  private boolean isFinding(Resource resource) {
    return switch (resource.kind()) {
      case CONNECTION -> !isBehind(resource);
      case CHECKOUT ->
          resource.owner() == null
              ? resource.standsForConnection()
              : ofCheckout.containsKey(resource) || !ledger.mayHaveBeenThrownAway(resource);
      case POOL ->
          isCounted(resource)
              && !(resource.holdsNothing() && holds(resource) == 0 && resource.probe() == null);
      case STATEMENT, RESULT_SET -> isCounted(resource) && !ledger.isOfDriver(resource);
    };
  }

  private boolean isBehind(Resource connection) {
    Resource front = behind.get(connection);
    if (front != null) {
      return true;
    }
    Resource pool = connection.owner();
    return pool != null && !pool.isClosed();
  }

  private @Nullable Resource pool(Resource connection) {
    Resource front = behind.get(connection);
    if (front == null) {
      return connection.owner();
    }
    return front.kind() == ResourceKind.POOL ? front.outermost() : front.owner();
  }

  private void countHeld() {
    for (Resource resource : all) {
      Resource opener = resource.kind() == ResourceKind.CONNECTION ? resource.owner() : null;
      if (opener != null) {
        openers.add(opener.outermost());
      }
      Resource pool = resource.kind() == ResourceKind.CONNECTION ? pool(resource) : null;
      if (pool != null) {
        held.merge(pool, 1, Integer::sum);
      }
    }
  }

  private void findStock(long walkNanos) {
    IdentityHashMap<Object, Resource> roots = new IdentityHashMap<>();
    IdentityHashMap<Object, Resource> targets = new IdentityHashMap<>();
    for (Resource resource : all) {
      Object object = resource.get();
      if (object == null) {
        continue;
      }
      if (resource.kind() == ResourceKind.POOL || resource.kind() == ResourceKind.CHECKOUT) {
        roots.put(object, resource);
      } else if (resource.kind() == ResourceKind.CONNECTION) {
        targets.put(object, resource);
      }
    }
    if (roots.isEmpty() || targets.isEmpty()) {
      return;
    }
    IdentityHashMap<Object, Object> found = new IdentityHashMap<>();
    whole = Neighbours.find(roots.keySet(), targets.keySet(), walkNanos, found);
    for (Map.Entry<Object, Object> entry : found.entrySet()) {
      Resource front = roots.get(entry.getValue());
      Resource connection = targets.get(entry.getKey());
      if (front != null && connection != null) {
        behind.put(connection, front);
        if (front.kind() == ResourceKind.POOL) {
          front.outermost().hasOpened(true);
        } else {
          ofCheckout.put(front, connection);
        }
      }
    }
  }
}
