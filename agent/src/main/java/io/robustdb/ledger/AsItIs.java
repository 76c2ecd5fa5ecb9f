package io.robustdb.ledger;

import io.robustdb.jdk.Neighbours;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Tells pools that give out connections without handles, and have them still, from what can be
 * closed and only makes connections. Each is looked at once, or a few times where there was no time
 * to see: what the first connection was to it, all others are. Stateless.
 *
 * <p>What a pool has is near to it. Where a short look does not come to it, as from a bean that
 * leads to a whole application, the connection counts as given away; if the pool has it after all,
 * nobody calls it lost as long as the pool itself can be reached.
 */
final class AsItIs {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(10);
  private static final int MOST_LOOKS = 3;

  /** Whether a pool keeps what it gives. */
  boolean keeps(Resource pool, Resource connection) {
    Boolean known = pool.keepsWhatItGives();
    Object root = pool.get();
    Object target = connection.get();
    if (known != null || root == null || target == null) {
      return known == null || known;
    }
    IdentityHashMap<Object, Object> found = new IdentityHashMap<>();
    boolean all = Neighbours.find(List.of(root), List.of(target), NANOS, found);
    if (all || pool.countLooks() >= MOST_LOOKS) {
      pool.keepsWhatItGives(!found.isEmpty());
    }
    return !found.isEmpty();
  }
}
