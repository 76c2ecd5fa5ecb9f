package io.robustdb.report;

import io.robustdb.ledger.LedgerEvents;
import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Probe;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens, by pools, since it began to. Costs nothing where nobody asks for it: it is
 * told of nothing then.
 *
 * <p>Thread-safe. Threads wait for one another only where a pool is new.
 */
public final class PoolFigures implements LedgerEvents {
  /** For what belongs to no pool. */
  public static final String NONE = "";

  /** For pools whose names are too many. */
  private static final String OTHERS = "(others)";

  /** The upper bounds of the held times, in milliseconds: our clock tells tenths of seconds. */
  public static final List<Long> BOUNDS =
      List.of(500L, 1000L, 5000L, 10_000L, 30_000L, 60_000L, 300_000L, 1_800_000L);

  private static final int MOST_POOLS = 200;
  private static final int MOST_KNOWN = 10_000;

  private final LongSupplier clockMillis;
  private final ConcurrentHashMap<String, Figures> byName = new ConcurrentHashMap<>();

  /** The name of a pool costs a look into its fields. */
  private final ConcurrentHashMap<Resource, Figures> known = new ConcurrentHashMap<>();

  public PoolFigures(LongSupplier clockMillis) {
    this.clockMillis = clockMillis;
  }

  /** What is known of one pool. Thread-safe. */
  public static final class Figures {
    private final Map<ResourceKind, LongAdder> opened = adders();
    private final Map<ResourceKind, LongAdder> leaked = adders();
    private final Map<ResourceKind, LongAdder> closedByGuard = adders();
    private final LongAdder failedProbes = new LongAdder();
    private final LongAdder[] held = new LongAdder[BOUNDS.size() + 1];
    private final LongAdder heldMillis = new LongAdder();

    private Figures() {
      for (int index = 0; index < held.length; index++) {
        held[index] = new LongAdder();
      }
    }

    public Map<ResourceKind, Long> opened() {
      return sums(opened);
    }

    public Map<ResourceKind, Long> leaked() {
      return sums(leaked);
    }

    public Map<ResourceKind, Long> closedByGuard() {
      return sums(closedByGuard);
    }

    public long failedProbes() {
      return failedProbes.sum();
    }

    /** How many checkouts were held no longer than each bound, and the longer ones at the end. */
    public List<Long> held() {
      return Arrays.stream(held).map(LongAdder::sum).toList();
    }

    /** How long all of them were held together. */
    public long heldMillis() {
      return heldMillis.sum();
    }

    private static Map<ResourceKind, Long> sums(Map<ResourceKind, LongAdder> adders) {
      Map<ResourceKind, Long> sums = new EnumMap<>(ResourceKind.class);
      adders.forEach((kind, adder) -> sums.put(kind, adder.sum()));
      return sums;
    }

    private static Map<ResourceKind, LongAdder> adders() {
      Map<ResourceKind, LongAdder> adders = new EnumMap<>(ResourceKind.class);
      for (ResourceKind kind : ResourceKind.values()) {
        adders.put(kind, new LongAdder());
      }
      return adders;
    }
  }

  /** By the pools' names, in their order. */
  public Map<String, Figures> byName() {
    return new TreeMap<>(byName);
  }

  /** What is known of the pools of a name; null where that is nothing. */
  public @Nullable Figures of(String pool) {
    return byName.get(pool);
  }

  @Override
  public void opened(Resource resource) {
    if (resource.kind() != ResourceKind.POOL) { // which counts with the first that it opens
      count(of(resource).opened, resource);
    }
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
    boolean earlier = resource.opening().earlier() != null; // how long it was held, nobody knows
    if (resource.kind() == ResourceKind.CHECKOUT && !earlier) {
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
    while (bucket < BOUNDS.size() && millis > BOUNDS.get(bucket)) {
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
    if (figures != null) {
      return figures;
    }
    figures = named(nameOf(pool));
    if (pool == resource) {
      return figures; // it may be given its name yet, up to its first connection
    }
    if (known.size() >= MOST_KNOWN) {
      known.keySet().removeIf(each -> each.isClosed() || each.get() == null);
    }
    if (known.size() < MOST_KNOWN && known.putIfAbsent(pool, figures) == null) {
      count(figures.opened, pool);
    }
    return figures;
  }

  private Figures named(String name) {
    Figures figures = byName.get(name);
    if (figures == null) {
      figures = byName.computeIfAbsent(shownAs(name), unused -> new Figures());
    }
    return figures;
  }

  /** Under which name it counts: there is room for so many. */
  public String shownAs(String name) {
    return byName.containsKey(name) || byName.size() < MOST_POOLS ? name : OTHERS;
  }

  /** A pool by its name, or by its class where it has none. */
  public static String nameOf(Resource pool) {
    String name = ReportBuilder.poolName(pool);
    return name == null ? pool.type() : name;
  }
}
