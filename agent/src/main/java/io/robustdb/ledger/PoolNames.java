package io.robustdb.ledger;

import io.robustdb.jdk.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the name that the user gave to a pool, in the fields where pools keep it; no code of the
 * pool runs.
 */
public final class PoolNames {
  private static final List<String> NAMES =
      List.of("poolName", "dataSourceName", "name", "jmxName");
  private static final List<String> SETTINGS = List.of("poolProperties", "configuration", "config");

  private PoolNames() {}

  /** The name of a pool; null where it has none. */
  public static @Nullable String of(Object pool) {
    String own = named(pool);
    for (int index = 0; own == null && index < SETTINGS.size(); index++) {
      Object settings = Fields.named(pool, SETTINGS.get(index));
      own = settings == null ? null : named(settings);
    }
    return own;
  }

  private static @Nullable String named(Object holder) {
    for (String field : NAMES) {
      if (Fields.named(holder, field) instanceof String name && !name.isBlank()) {
        return name;
      }
    }
    return null;
  }
}
