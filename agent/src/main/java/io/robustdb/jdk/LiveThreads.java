package io.robustdb.jdk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The threads that are alive. */
public final class LiveThreads {
  private LiveThreads() {}

  /** All threads, the virtual ones as far as the JDK tells of them. */
  public static List<Thread> all() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    for (ThreadGroup parent = root; parent != null; parent = parent.getParent()) {
      root = parent;
    }
    Thread[] threads = new Thread[root.activeCount() + 16];
    int count = root.enumerate(threads, true);
    while (count == threads.length) {
      threads = new Thread[count * 2];
      count = root.enumerate(threads, true);
    }
    List<Thread> alive = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      alive.add(threads[index]);
    }
    List<Thread> virtual = VirtualThreads.all();
    if (virtual != null) {
      alive.addAll(virtual);
    }
    return alive;
  }

  /**
   * Another thread that is in the middle of somebody's code, so that its variables may hold what is
   * not to be seen: not one that waits for work in the JDK, and not one of the resource's library.
   *
   * @param own tells of a class name whether it is that library's
   * @return null where there is none
   */
  public static @Nullable Busy busy(Predicate<String> own) {
    List<Thread> virtual = VirtualThreads.all();
    if (virtual == null) {
      return new Busy("the JDK does not tell which virtual threads there are", false);
    }
    Busy passing = null;
    for (Map.Entry<Thread, StackTraceElement[]> entry : stacksOfOthers(virtual).entrySet()) {
      Thread thread = entry.getKey();
      StackTraceElement[] stack = entry.getValue();
      StackTraceElement frame = busyFrame(thread, stack, own);
      if (frame != null) {
        return new Busy(said(thread, frame), false);
      }
      if (moves(thread, stack)) {
        passing = new Busy(said(thread, stack[0]), true);
      }
    }
    return passing;
  }

  private static String said(Thread thread, StackTraceElement frame) {
    return "thread "
        + thread.getName()
        + " is in "
        + frame.getClassName()
        + " and might have it in a variable";
  }

  /**
   * A thread that may have something in a variable. Immutable.
   *
   * @param words what is said of it
   * @param passing whether it will be in somebody's code, or wait for work, in a moment
   */
  public record Busy(String words, boolean passing) {}

  /**
   * Another thread whose frames are of some kind, so that its variables may hold what is not to be
   * seen.
   *
   * @param kind tells of the frames, from the innermost outwards, without the agent's
   * @param apart threads that do not count
   * @return what is said of it; null where there is none
   */
  public static @Nullable String running(
      Predicate<List<StackTraceElement>> kind, Predicate<Thread> apart) {
    List<Thread> virtual = VirtualThreads.all();
    if (virtual == null) {
      return "the JDK does not tell which virtual threads there are";
    }
    for (Map.Entry<Thread, StackTraceElement[]> entry : stacksOfOthers(virtual).entrySet()) {
      Thread thread = entry.getKey();
      if (apart.test(thread)) {
        continue;
      }
      StackTraceElement[] stack = entry.getValue();
      for (StackTraceElement frame : stack) {
        if (holdsTasksInVariables(thread, frame)) {
          return "thread " + thread.getName() + " has tasks in its variables";
        }
      }
      if (kind.test(Arrays.asList(stack).subList(belowAgent(stack), stack.length))) {
        return "thread " + thread.getName() + " is running and might have it in a variable";
      }
    }
    return null;
  }

  /**
   * Whether the frames of another thread are of some kind, as far as the JDK tells of threads.
   *
   * @param kind tells of the frames, from the innermost outwards, without the agent's
   */
  public static boolean any(Predicate<List<StackTraceElement>> kind) {
    List<Thread> virtual = VirtualThreads.all();
    for (StackTraceElement[] stack :
        stacksOfOthers(virtual == null ? List.of() : virtual).values()) {
      if (kind.test(Arrays.asList(stack).subList(belowAgent(stack), stack.length))) {
        return true;
      }
    }
    return false;
  }

  /** But for the calling thread's, and the agent's own. */
  private static Map<Thread, StackTraceElement[]> stacksOfOthers(List<Thread> virtual) {
    Map<Thread, StackTraceElement[]> stacks = new HashMap<>(Thread.getAllStackTraces());
    for (Thread thread : virtual) {
      stacks.put(thread, thread.getStackTrace());
    }
    stacks.keySet().removeIf(each -> each == Thread.currentThread() || each instanceof AgentThread);
    return stacks;
  }

  /** The frame that may have something of the application in a variable; null for none. */
  private static @Nullable StackTraceElement busyFrame(
      Thread thread, StackTraceElement[] stack, Predicate<String> own) {
    for (int index = belowAgent(stack); index < stack.length; index++) {
      StackTraceElement frame = stack[index];
      if (!isJdk(frame) ? !own.test(frame.getClassName()) : holdsTasksInVariables(thread, frame)) {
        return frame;
      }
    }
    return null;
  }

  /** Whether it may be between taking a task from its queue and calling it. */
  private static boolean moves(Thread thread, StackTraceElement[] stack) {
    return ThreadNow.stateOf(thread) == Thread.State.RUNNABLE
        && stack.length > 0
        && isJdk(stack[stack.length - 1])
        && !stack[0].isNativeMethod();
  }

  /** What the agent does in a thread of the application stands above the bridge. */
  private static int belowAgent(StackTraceElement[] stack) {
    int first = 0;
    for (int index = 0; index < stack.length; index++) {
      if (stack[index].getClassName().startsWith("java.lang.Robustdb")) {
        first = index + 1;
      }
    }
    return first;
  }

  /**
   * JDK 25 keeps what is delayed in the stack of one thread alone; it says when that is nothing.
   */
  private static boolean holdsTasksInVariables(Thread thread, StackTraceElement frame) {
    return frame.getClassName().equals("java.util.concurrent.DelayScheduler")
        && !(ThreadNow.stateOf(thread) != Thread.State.RUNNABLE
            && Fields.named(thread, "pending") == null
            && Fields.number(thread, "restingSize") == 0);
  }

  private static boolean isJdk(StackTraceElement frame) {
    String loader = frame.getClassLoaderName();
    return frame.getModuleName() != null && (loader == null || loader.equals("platform"));
  }
}
