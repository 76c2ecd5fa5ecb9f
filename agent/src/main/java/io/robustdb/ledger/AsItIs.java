package io.robustdb.ledger;

import io.robustdb.jdk.Neighbours;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells pools that give out connections without handles, and have them still, from what can be
 * closed and only makes connections. Each is looked at once: what the first connection was to it,
 * all others are. Stateless.
 *
 * <p>What a pool has is near to it. Where a short look does not come to it, as from a bean that
 * leads to a whole application, the connection counts as given away; if the pool has it after all,
 * nobody calls it lost, since all who do so walk further.
 */
final class AsItIs {
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Whether a pool keeps what it gives. */
  boolean keeps(Resource pool, Resource connection) {
    Boolean known = pool.keepsWhatItGives();
    if (known == null) {
      known = look(pool.get(), connection.get());
      pool.keepsWhatItGives(known);
    }
    return known;
  }

  private static boolean look(@Nullable Object pool, @Nullable Object connection) {
    if (pool == null || connection == null) {
      return true;
    }
    Set<Object> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    wanted.add(connection);
    return Neighbours.nearest(pool, wanted, NANOS) != null;
  }
}
