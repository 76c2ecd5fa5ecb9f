package io.robustdb.jdk;

import org.jspecify.annotations.Nullable;

/**
 * A thread of the agent's own: a daemon that inherits nothing from the thread that happens to start
 * it, and holds nothing of the application.
 */
public final class AgentThread extends Thread {
  public AgentThread(Runnable task, String name) {
    super(rootGroup(), task, name, 0, false);
    setDaemon(true);
    setContextClassLoader(null);
  }

  private static @Nullable ThreadGroup rootGroup() {
    ThreadGroup group = Thread.currentThread().getThreadGroup();
    for (ThreadGroup parent = group; parent != null; parent = parent.getParent()) {
      group = parent;
    }
    return group;
  }
}
