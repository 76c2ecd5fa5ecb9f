package io.robustdb.live;

import io.robustdb.jdk.Initialised;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.log.AgentLog;
import io.robustdb.report.PoolFigures;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gives the figures of each pool to the metrics registry that the application has: Micrometer's
 * global one, OpenTelemetry's global meter, or both. In the agent's own thread, once in a second.
 */
public final class MetricsHandover implements Runnable {
  private static final String POOL = "db.client.connection.pool.name";
  private static final String STATE = "db.client.connection.state";

  /** Each so many seconds all classes are looked through for a registry. */
  private static final int BETWEEN_LOOKS = 10;

  private final Ledger ledger;
  private final PoolFigures figures;
  private final Supplier<Class<?>[]> classes;
  private final AgentLog log;
  private final Map<String, Registry> registries = new HashMap<>();
  private final Map<String, Set<String>> handedOver = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private volatile Map<String, Long> checkouts = Map.of();
  private int seconds;

  /**
   * @param classes gives all classes that the JVM has loaded
   */
  public MetricsHandover(
      Ledger ledger, PoolFigures figures, Supplier<Class<?>[]> classes, AgentLog log) {
    this.ledger = ledger;
    this.figures = figures;
    this.classes = classes;
    this.log = log;
  }

  @Override
  public void run() {
    if (registries.size() + refused.size() < 2 && seconds++ % BETWEEN_LOOKS == 0) {
      look();
    }
    if (registries.isEmpty()) {
      return;
    }
    checkouts = count();
    Set<String> pools = new HashSet<>(figures.byName().keySet());
    pools.addAll(checkouts.keySet());
    for (String entry : List.copyOf(registries.keySet())) {
      for (String pool : pools) {
        if (handedOver.computeIfAbsent(entry, unused -> new HashSet<>()).add(pool)) {
          handOver(entry, pool);
        }
      }
    }
  }

  /** What was handed over is taken back. */
  public void close() {
    for (String entry : List.copyOf(registries.keySet())) {
      Registry registry = registries.remove(entry);
      try {
        if (registry != null) {
          registry.close();
        }
      } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
        refuse(entry, failure);
      }
    }
  }

  private void look() {
    for (Class<?> type : classes.get()) {
      String entry = type.getName();
      boolean known = registries.containsKey(entry) || refused.contains(entry);
      if (!known && isEntry(entry) && Initialised.is(type)) {
        try {
          Registry found = registry(type);
          if (found != null) {
            registries.put(entry, found);
          }
        } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
          refuse(entry, failure);
        }
      }
    }
  }

  private static boolean isEntry(String name) {
    return name.equals(MicrometerRegistry.ENTRY) || name.equals(OpenTelemetryRegistry.ENTRY);
  }

  private static @Nullable Registry registry(Class<?> entry) throws ReflectiveOperationException {
    return entry.getName().equals(MicrometerRegistry.ENTRY)
        ? MicrometerRegistry.of(entry)
        : OpenTelemetryRegistry.of(entry);
  }

  private void refuse(String entry, Throwable failure) {
    refused.add(entry);
    registries.remove(entry);
    log.warn("no metrics are handed over to " + entry + " (option 'metrics'): " + failure);
  }

  /** The checkouts of each pool that are open now. */
  private Map<String, Long> count() {
    Map<Resource, Long> byPool = new HashMap<>();
    ledger.forEachOpen(
        resource -> {
          Resource owner = resource.owner();
          boolean pool = owner != null && owner.kind() == ResourceKind.POOL;
          if (resource.kind() == ResourceKind.CHECKOUT && pool) {
            byPool.merge(owner, 1L, Long::sum);
          }
        });
    Map<String, Long> byName = new HashMap<>();
    byPool.forEach(
        (pool, count) -> byName.merge(figures.shownAs(PoolFigures.nameOf(pool)), count, Long::sum));
    return byName;
  }

  private void handOver(String entry, String pool) {
    Registry registry = registries.get(entry);
    if (registry == null) {
      return;
    }
    try {
      Map<String, String> labels = new LinkedHashMap<>();
      labels.put(POOL, pool);
      registry.counter(
          "robustdb.failed.probes",
          "First uses that failed",
          Map.copyOf(labels),
          of(pool, PoolFigures.Figures::failedProbes));
      counters(registry, pool);
      if (!pool.equals(PoolFigures.NONE)) {
        labels.put(STATE, "used");
        registry.gauge(
            "db.client.connection.count",
            "Connections of pools that are checked out",
            labels,
            () -> checkouts.getOrDefault(pool, 0L));
      }
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      refuse(entry, failure);
    }
  }

  private void counters(Registry registry, String pool) throws ReflectiveOperationException {
    for (ResourceKind kind :
        List.of(ResourceKind.CONNECTION, ResourceKind.CHECKOUT, ResourceKind.POOL)) {
      Map<String, String> labels = Map.of(POOL, pool, "kind", kind.word());
      List<Counter> counters = new ArrayList<>();
      counters.add(new Counter("opened", "Opened", of -> of.opened().get(kind)));
      counters.add(new Counter("leaked", "Leaks found", of -> of.leaked().get(kind)));
      counters.add(
          new Counter(
              "closed.by.guard", "Leaks closed by the guard", of -> of.closedByGuard().get(kind)));
      for (Counter counter : counters) {
        registry.counter("robustdb." + counter.name, counter.help, labels, of(pool, counter.read));
      }
    }
  }

  private LongSupplier of(String pool, ToLongFunction<PoolFigures.Figures> read) {
    return () -> {
      PoolFigures.Figures known = figures.of(pool);
      return known == null ? 0 : read.applyAsLong(known);
    };
  }

  private record Counter(String name, String help, ToLongFunction<PoolFigures.Figures> read) {}
}
