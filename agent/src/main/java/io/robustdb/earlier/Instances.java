package io.robustdb.earlier;

import io.robustdb.jdk.Ended;
import io.robustdb.jdk.LiveThreads;
import io.robustdb.jdk.Ownership;
import io.robustdb.jdk.Reach;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The objects of some classes that threads or static fields lead to. What only the variables of
 * running methods have is not among them. Used once.
 */
final class Instances implements Ended {
  private static final int MAXIMUM_OBJECTS = 3_000_000;

  /** What a walk takes for each object, and the part of the free heap that it may take. */
  private static final int BYTES = 40;

  private static final int SHARE = 10;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final ClassLoader AGENT = Instances.class.getClassLoader();
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  private final Set<Class<?>> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Object> stops;
  private final Predicate<Class<?>> own;

  private Instances(Iterable<Class<?>> wanted, Set<Object> stops, Predicate<Class<?>> own) {
    wanted.forEach(this.wanted::add);
    this.stops = stops;
    this.own = own;
  }

  /** All that anything leads to. */
  static Instances of(Iterable<Class<?>> wanted) {
    return new Instances(wanted, Set.of(), type -> false);
  }

  /**
   * Only those that something of no library refers to itself, and comes to by a way that passes
   * through no object that has them for that.
   *
   * @param stops what no way passes through
   * @param own tells the classes of the libraries
   */
  static Instances used(Iterable<Class<?>> wanted, Set<Object> stops, Predicate<Class<?>> own) {
    return new Instances(wanted, stops, own);
  }

  /**
   * Looks for them; threads first, since those of a pool lead to it soon.
   *
   * @param loaded all classes that the JVM has loaded
   * @return why not all was looked at; null where it was
   */
  @Nullable String look(Class<?>[] loaded) {
    Reach reach = Reach.over(this::owner, maximumObjects(), NANOS, this);
    for (Thread thread : LiveThreads.all()) {
      reach.root(thread, Ownership.JDK);
    }
    reach.follow();
    for (Class<?> type : loaded) {
      reach.statics(type);
    }
    reach.follow();
    return reach.unsure();
  }

  /** Whoever attaches may do so because the heap is full. */
  private static int maximumObjects() {
    Runtime runtime = Runtime.getRuntime();
    long free = runtime.maxMemory() - runtime.totalMemory() + runtime.freeMemory();
    return (int) Math.min(MAXIMUM_OBJECTS, free / SHARE / BYTES);
  }

  private Ownership owner(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    if (loader == AGENT) {
      return Ownership.AGENT;
    }
    if (own.test(type)) {
      return Ownership.OWN;
    }
    return loader == null || loader == PLATFORM ? Ownership.JDK : Ownership.OTHER;
  }

  /** What was found, each once. */
  List<Object> found() {
    return new ArrayList<>(found);
  }

  @Override
  public boolean isOver(Object object, List<Object> references) {
    if (!own.test(object.getClass())) {
      references.forEach(this::root);
    }
    return stops.contains(object);
  }

  @Override
  public void root(Object object) {
    if (wanted.contains(object.getClass())) {
      found.add(object);
    }
  }

  @Override
  public boolean isOver(Class<?> type) {
    return false;
  }
}
