package io.robustdb.jdk;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The virtual threads that are alive (JEP 444), as far as the JDK keeps book of them. */
final class VirtualThreads {
  private static final String CONTAINERS = "jdk.internal.vm.ThreadContainers";
  private static final int DEEPEST = 100;

  private VirtualThreads() {}

  /** All of them; null where the JDK does not tell ({@code -Djdk.trackAllThreads=false}). */
  static @Nullable List<Thread> all() {
    if (Runtime.version().feature() < 21) {
      return List.of();
    }
    try {
      Class<?> containers = Class.forName(CONTAINERS, true, null);
      Class<?> container = Class.forName("jdk.internal.vm.ThreadContainer", true, null);
      if (!(boolean) containers.getMethod("trackAllThreads").invoke(null)) {
        return null;
      }
      List<Thread> found = new ArrayList<>();
      Object root = containers.getMethod("root").invoke(null);
      Method threads = container.getMethod("threads");
      Method children = container.getMethod("children");
      add(root, threads, children, found, 0);
      return found;
    } catch (ReflectiveOperationException | RuntimeException untold) {
      return null;
    }
  }

  private static void add(
      Object container, Method threads, Method children, List<Thread> found, int depth)
      throws ReflectiveOperationException {
    for (Iterator<?> rest = ((Stream<?>) threads.invoke(container)).iterator(); rest.hasNext(); ) {
      Thread thread = (Thread) rest.next();
      if (RobustdbBridge.isVirtual(thread)) {
        found.add(thread);
      }
    }
    Iterator<?> inner = ((Stream<?>) children.invoke(container)).iterator();
    while (inner.hasNext() && depth < DEEPEST) {
      add(inner.next(), threads, children, found, depth + 1);
    }
  }
}
