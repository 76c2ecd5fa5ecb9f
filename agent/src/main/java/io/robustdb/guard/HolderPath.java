package io.robustdb.guard;

import io.robustdb.jdk.StaticFields;
import java.util.List;
import java.util.StringJoiner;
import java.util.function.Supplier;

/** Names the way on which a resource is held, for people. */
final class HolderPath {
  private static final int SHOWN = 6;

  private HolderPath() {}

  /**
   * The simple class names from the root to the resource, as {@code Registry.pools →
   * ConcurrentHashMap → HikariDataSource}; of a long way the beginning and the end.
   *
   * @param root what the way begins in, empty for a static field
   */
  static String of(String root, List<Object> path, Supplier<Class<?>[]> classes) {
    StringJoiner names = new StringJoiner(" → ");
    String first = root;
    if (root.isEmpty() && !path.isEmpty()) {
      first = StaticFields.holding(path.get(0), classes.get());
    }
    names.add(first);
    for (int index = 0; index < path.size(); index++) {
      if (index < SHOWN / 2 || index >= path.size() - SHOWN / 2) {
        names.add(path.get(index).getClass().getSimpleName());
      } else if (index == SHOWN / 2) {
        names.add("…");
      }
    }
    return names.toString();
  }
}
