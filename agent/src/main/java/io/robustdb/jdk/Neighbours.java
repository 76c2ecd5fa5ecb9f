package io.robustdb.jdk;

import java.lang.ref.Reference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds for objects the nearest of some roots that refers to them, over any number of fields: all
 * roots are followed side by side, a step at a time, and each object belongs to the root that comes
 * to it first. Not through references that may be cleared, classes, loaders and threads, and not
 * through another root.
 *
 * <p>Bounded in objects and in time; what is not found by then is not told.
 */
public final class Neighbours {
  private static final int MAXIMUM_OBJECTS = 1_000_000;

  private Neighbours() {}

  /**
   * Finds the nearest root of each target.
   *
   * @param nanos how long it may take
   * @return for each target that was found its root
   */
  public static Map<Object, Object> of(Collection<?> roots, Collection<?> targets, long nanos) {
    IdentityHashMap<Object, Object> found = new IdentityHashMap<>();
    find(roots, targets, nanos, found);
    return found;
  }

  /**
   * Finds those of some targets that an object leads to.
   *
   * @return null where it could not look at all
   */
  public static @Nullable Collection<Object> inside(
      Object root, Collection<?> targets, long nanos) {
    IdentityHashMap<Object, Object> found = new IdentityHashMap<>();
    return find(List.of(root), targets, nanos, found) ? found.keySet() : null;
  }

  /** What an object refers to itself. */
  public static List<Object> next(Object object) {
    List<Object> references = new ArrayList<>();
    Fields.references(object, references);
    return references;
  }

  /**
   * The target that an object comes to first.
   *
   * @return null where it comes to none within the bounds
   */
  public static @Nullable Object nearest(Object root, Set<Object> targets, long nanos) {
    long end = System.nanoTime() + nanos;
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Object> queue = new ArrayDeque<>(List.of(root));
    List<Object> references = new ArrayList<>();
    while (!queue.isEmpty() && seen.size() < MAXIMUM_OBJECTS && System.nanoTime() < end) {
      references.clear();
      Fields.references(queue.remove(), references);
      for (Object next : references) {
        if (targets.contains(next)) {
          return next;
        }
        if (isPassable(next) && seen.add(next)) {
          queue.add(next);
        }
      }
    }
    return null;
  }

  /**
   * As {@link #of}.
   *
   * @param found takes for each target that was found its root
   * @return false where the bounds were reached before all was looked at
   */
  public static boolean find(
      Collection<?> roots,
      Collection<?> targets,
      long nanos,
      IdentityHashMap<Object, Object> found) {
    long end = System.nanoTime() + nanos;
    IdentityHashMap<Object, Object> wanted = new IdentityHashMap<>();
    for (Object target : targets) {
      wanted.put(target, target);
    }
    IdentityHashMap<Object, Object> rootOf = new IdentityHashMap<>();
    ArrayDeque<Object> queue = new ArrayDeque<>(roots);
    for (Object root : roots) {
      rootOf.put(root, root);
    }
    List<Object> references = new ArrayList<>();
    while (!queue.isEmpty()
        && !wanted.isEmpty()
        && rootOf.size() < MAXIMUM_OBJECTS
        && System.nanoTime() < end) {
      Object object = queue.remove();
      Object root = rootOf.get(object);
      references.clear();
      Fields.references(object, references);
      for (Object next : references) {
        if (isPassable(next) && rootOf.putIfAbsent(next, root) == null) {
          if (wanted.remove(next) != null) {
            found.put(next, root);
          } else {
            queue.add(next);
          }
        }
      }
    }
    return queue.isEmpty() || wanted.isEmpty();
  }

  /**
   * Whether an object leads to one of some kind, or that cannot be told within the bounds.
   *
   * @param wanted tells which are of that kind
   */
  public static boolean mayLeadTo(Object root, Predicate<Object> wanted, long nanos) {
    long end = System.nanoTime() + nanos;
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ArrayDeque<Object> queue = new ArrayDeque<>(List.of(root));
    List<Object> references = new ArrayList<>();
    while (!queue.isEmpty()) {
      Object object = queue.remove();
      if (Fields.areUnknown(object)
          || seen.size() >= MAXIMUM_OBJECTS
          || System.nanoTime() - end > 0) {
        return true;
      }
      references.clear();
      Fields.references(object, references);
      for (Object next : references) {
        if (wanted.test(next)) {
          return true;
        }
        if (isPassable(next) && seen.add(next)) {
          queue.add(next);
        }
      }
    }
    return false;
  }

  /** Whether a walk goes on through an object. */
  static boolean isPassable(Object object) {
    return !(object instanceof Reference
        || object instanceof Class
        || object instanceof ClassLoader
        || object instanceof Thread
        || object instanceof String);
  }
}
