package io.robustdb.report;

import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.LedgerEvents;
import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Probe;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes down what is open over time, and what happens to it. Of a long time every second moment is
 * let go of again, so that it never holds more than some hundreds. Thread-safe; sampled in the
 * agent's own thread.
 */
public final class History implements LedgerEvents {
  private static final int MOST_MOMENTS = 600;
  private static final int MOST_POOLS = 20;
  private static final int MOST_MARKS = 1000;

  private final Ledger ledger;
  private final PoolFigures figures;
  private final List<Moment> moments = new ArrayList<>();
  private final List<Timeline.Mark> marks = new ArrayList<>();
  private long marksLeftOut;

  /** Every so many times it is looked. */
  private int every = 1;

  private int times;

  public History(Ledger ledger, PoolFigures figures) {
    this.ledger = ledger;
    this.figures = figures;
  }

  private record Moment(long millis, Map<String, Integer> checkouts, int connections) {}

  /** What it counts beside. */
  public PoolFigures figures() {
    return figures;
  }

  /** Takes down what is open now; about once a second. */
  public void sample() {
    if (times++ % every != 0) {
      return;
    }
    Moment moment = now();
    synchronized (moments) {
      moments.add(moment);
      if (moments.size() > MOST_MOMENTS) {
        every *= 2;
        for (int index = moments.size() - 2; index > 0; index -= 2) {
          moments.remove(index);
        }
      }
    }
  }

  private Moment now() {
    Map<Resource, Integer> byPool = new HashMap<>();
    int[] connections = new int[1];
    ledger.forEachOpen(
        resource -> {
          Resource owner = resource.owner();
          if (resource.kind() == ResourceKind.CONNECTION) {
            connections[0]++;
          } else if (resource.kind() == ResourceKind.CHECKOUT && owner != null) {
            byPool.merge(owner, 1, Integer::sum);
          } else if (resource.kind() == ResourceKind.POOL && resource.hasOpened()) {
            byPool.putIfAbsent(resource, 0);
          }
        });
    Map<String, Integer> byName = new LinkedHashMap<>();
    byPool.forEach((pool, count) -> byName.merge(PoolFigures.nameOf(pool), count, Integer::sum));
    return new Moment(ledger.clock().millis(), byName, connections[0]);
  }

  @Override
  public void probeFailed(Resource resource, Probe probe) {
    mark(Timeline.What.FAILED_PROBE, resource);
  }

  @Override
  public void closedByGuard(Resource resource) {
    mark(Timeline.What.CLOSED_BY_GUARD, resource);
  }

  /** What the guard has closed is marked as that. */
  @Override
  public void leaked(Resource resource, Loss.Fate fate) {
    if (fate != Loss.Fate.CLOSED_BY_GUARD) {
      mark(Timeline.What.LEAK, resource);
    }
  }

  private void mark(Timeline.What what, Resource resource) {
    Resource owner = resource.kind() == ResourceKind.POOL ? resource : resource.owner();
    String pool =
        owner != null && owner.kind() == ResourceKind.POOL
            ? PoolFigures.nameOf(owner)
            : PoolFigures.NONE;
    Timeline.Mark mark =
        new Timeline.Mark(ledger.clock().millis(), what, pool, resource.kind().word());
    synchronized (marks) {
      if (marks.size() < MOST_MARKS) {
        marks.add(mark);
      } else {
        marksLeftOut++;
      }
    }
  }

  /** As of now. */
  public Timeline timeline() {
    List<Moment> all;
    synchronized (moments) {
      all = new ArrayList<>(moments);
    }
    Map<String, PoolFigures.Figures> held = figures.byName();
    List<Timeline.Pool> pools = new ArrayList<>();
    for (String name : names(all)) {
      List<Integer> checkouts =
          all.stream().map(moment -> moment.checkouts().getOrDefault(name, -1)).toList();
      PoolFigures.Figures known = held.get(name);
      pools.add(new Timeline.Pool(name, checkouts, known == null ? List.of() : known.held()));
    }
    synchronized (marks) {
      return new Timeline(
          all.stream().map(Moment::millis).toList(),
          all.stream().map(Moment::connections).toList(),
          pools,
          List.copyOf(marks),
          marksLeftOut);
    }
  }

  private static List<String> names(List<Moment> moments) {
    Map<String, Integer> most = new HashMap<>();
    for (Moment moment : moments) {
      moment.checkouts().forEach((name, count) -> most.merge(name, count, Math::max));
    }
    return most.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_POOLS)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }
}
