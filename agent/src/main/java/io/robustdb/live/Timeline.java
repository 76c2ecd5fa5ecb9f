package io.robustdb.live;

import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many checkouts of each pool were open at the last moments. Thread-safe; sampled in the
 * agent's own thread.
 */
public final class Timeline {
  private static final int MOST_MOMENTS = 600;
  private static final int MOST_POOLS = 20;

  private final Ledger ledger;
  private final Deque<Moment> moments = new ArrayDeque<>();

  public Timeline(Ledger ledger) {
    this.ledger = ledger;
  }

  /** One moment: the open checkouts by the names of pools, and all open connections. */
  record Moment(long millis, Map<String, Integer> checkouts, int connections) {}

  /** Takes down what is open now. */
  public void sample() {
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
    Moment moment = new Moment(System.currentTimeMillis(), byName, connections[0]);
    synchronized (moments) {
      moments.addLast(moment);
      if (moments.size() > MOST_MOMENTS) {
        moments.removeFirst();
      }
    }
  }

  /** The oldest first. */
  List<Moment> moments() {
    synchronized (moments) {
      return new ArrayList<>(moments);
    }
  }

  /** The pools that had most, the first ones by their names. */
  static List<String> names(List<Moment> moments) {
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
