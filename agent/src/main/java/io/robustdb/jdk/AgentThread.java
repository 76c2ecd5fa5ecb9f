package io.robustdb.jdk;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A thread of the agent's own: a daemon that inherits nothing from the thread that happens to start
 * it, and holds nothing of the application. Where it ends by a failure, the agent hears of it, and
 * not the application's handler of uncaught exceptions, which may well end the JVM.
 */
public final class AgentThread extends Thread implements Thread.UncaughtExceptionHandler {
  private static volatile @Nullable Consumer<Throwable> failures;

  public AgentThread(Runnable task, String name) {
    super(rootGroup(), task, name, 0, false);
    setDaemon(true);
    setContextClassLoader(null);
  }

  /**
   * Has somebody told of what ends such threads.
   *
   * @param listener null for nobody
   */
  public static void tellFailures(@Nullable Consumer<Throwable> listener) {
    failures = listener;
  }

  @Override
  public UncaughtExceptionHandler getUncaughtExceptionHandler() {
    return this;
  }

  @Override
  public void uncaughtException(Thread thread, Throwable failure) {
    Consumer<Throwable> listener = failures;
    if (listener != null && !(failure instanceof OutOfMemoryError)) { // the heap is not ours
      listener.accept(failure);
    }
  }

  private static @Nullable ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    for (ThreadGroup parent = group; parent != null; parent = parent.getParent()) {
      group = parent;
    }
    return group;
  }
}
