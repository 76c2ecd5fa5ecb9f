package io.robustdb.live;

import io.robustdb.ledger.LedgerEvents;
import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Probe;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.report.ReportBuilder;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Counts what happens, by pools, since it began to. Costs nothing where nobody asks for it: it is
 * told of nothing then.
 *
 * <p>Thread-safe; no thread waits for another.
 */
public final class PoolFigures implements LedgerEvents {
  /** For what belongs to no pool. */
  static final String NONE = "";

  /** For pools whose names are too many. */
  static final String OTHERS = "(others)";

  /** The upper bounds of the held times, in milliseconds: our clock tells tenths of seconds. */
  static final long[] BOUNDS = {500, 1000, 5000, 10_000, 30_000, 60_000, 300_000, 1_800_000};

  private static final int MOST_POOLS = 200;
  private static final int MOST_KNOWN = 10_000;

  private final LongSupplier clockMillis;
  private final ConcurrentHashMap<String, Figures> byName = new ConcurrentHashMap<>();

  /** The name of a pool costs a look into its fields. */
  private final ConcurrentHashMap<Resource, Figures> known = new ConcurrentHashMap<>();

  public PoolFigures(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  /** What is known of one pool. */
  static final class Figures {
    final Map<ResourceKind, LongAdder> opened = adders();
    final Map<ResourceKind, LongAdder> leaked = adders();
    final Map<ResourceKind, LongAdder> closedByGuard = adders();
    final LongAdder failedProbes = new LongAdder();

    /** How many checkouts were held no longer than each bound, and the longer ones at the end. */
    final LongAdder[] held = new LongAdder[BOUNDS.length + 1];

    final LongAdder heldMillis = new LongAdder();

    private Figures() {
      for (int index = 0; index < held.length; index++) {
        held[index] = new LongAdder();
      }
    }

    private static Map<ResourceKind, LongAdder> adders() {
      Map<ResourceKind, LongAdder> adders = new TreeMap<>();
      for (ResourceKind kind : ResourceKind.values()) {
        adders.put(kind, new LongAdder());
      }
      return adders;
    }
  }

  /** By the pools' names, in their order. */
  Map<String, Figures> byName() {
    return new TreeMap<>(byName);
  }

  @Override
  public void opened(Resource resource) {
    count(of(resource).opened, resource);
  }

  @Override
  public void probeFailed(Resource resource, Probe probe) {
    of(resource).failedProbes.increment();
  }

  @Override
  public void leaked(Resource resource, Loss.Fate fate) {
    count(of(resource).leaked, resource);
  }

  @Override
  public void closedByGuard(Resource resource) {
    count(of(resource).closedByGuard, resource);
  }

  @Override
  public void closed(Resource resource) {
    if (resource.kind() == ResourceKind.CHECKOUT) {
      Figures figures = of(resource);
      long millis = Math.max(0, clockMillis.getAsLong() - resource.openedMillis());
      figures.held[bucket(millis)].increment();
      figures.heldMillis.add(millis);
    } else if (resource.kind() == ResourceKind.POOL) {
      known.remove(resource);
    }
  }

  private static void count(Map<ResourceKind, LongAdder> counts, Resource resource) {
    LongAdder adder = counts.get(resource.kind());
    if (adder != null) {
      adder.increment();
    }
  }

  private static int bucket(long millis) {
    int bucket = 0;
    while (bucket < BOUNDS.length && millis > BOUNDS[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private Figures of(Resource resource) {
    Resource owner = resource.kind() == ResourceKind.POOL ? resource : resource.owner();
    Resource pool = owner == null || owner.kind() != ResourceKind.POOL ? null : owner;
    if (pool == null) {
      return named(NONE);
    }
    Figures figures = known.get(pool);
    if (figures == null) {
      if (known.size() >= MOST_KNOWN) {
        known.clear(); // pools that were never closed
      }
      figures = named(nameOf(pool));
      known.put(pool, figures);
    }
    return figures;
  }

  private Figures named(String name) {
    Figures figures = byName.get(name);
    if (figures == null) {
      boolean room = byName.size() < MOST_POOLS;
      figures = byName.computeIfAbsent(room ? name : OTHERS, unused -> new Figures());
    }
    return figures;
  }

  /** A pool by its name, or by its class where it has none. */
  static String nameOf(Resource pool) {
    String name = ReportBuilder.poolName(pool);
    return name == null ? pool.type() : name;
  }
}
