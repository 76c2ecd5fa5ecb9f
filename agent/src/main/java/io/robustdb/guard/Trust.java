package io.robustdb.guard;

import io.robustdb.site.CallSite;
import io.robustdb.site.Opening;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How often the walk over all objects has found nothing that the byte code does not know of: where
 * it never did, the code alone is enough the next time, which costs a fraction of the walk.
 * Thread-safe.
 */
final class Trust {
  private static final int ENOUGH = 3;
  private static final int NEVER = Integer.MIN_VALUE;

  private final Map<Way, Integer> agreed = new ConcurrentHashMap<>();

  /** Where something was opened and lost. */
  record Way(Opening opening, @Nullable CallSite ended, boolean byError) {}

  boolean isEarned(Way way) {
    return agreed.getOrDefault(way, 0) >= ENOUGH;
  }

  /** The walk has found no holder, as far as it went. */
  void agrees(Way way) {
    agreed.merge(way, 1, (known, one) -> known < 0 ? NEVER : Math.min(known + one, ENOUGH));
  }

  /** The walk has found a holder that the code does not know of. */
  void disagrees(Way way) {
    agreed.put(way, NEVER);
  }
}
