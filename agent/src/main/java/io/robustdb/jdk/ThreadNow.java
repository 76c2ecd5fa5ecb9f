package io.robustdb.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * What a thread does, as the JVM itself tells it: a class of threads may override the methods that
 * tell, and who only looks at a thread runs no code of the application. Immutable.
 *
 * @param state of the thread
 * @param frames from the innermost outwards
 */
public record ThreadNow(Thread.State state, List<StackTraceElement> frames) {
  private static final MethodHandle STATE = ofThread("getState", Thread.State.class);
  private static final MethodHandle FRAMES = ofThread("getStackTrace", StackTraceElement[].class);

  /** Looks at a thread; without frames where it has ended or not begun. */
  public static ThreadNow of(Thread thread) {
    StackTraceElement[] frames = (StackTraceElement[]) ask(FRAMES, thread);
    return new ThreadNow(stateOf(thread), List.of(frames));
  }

  static Thread.State stateOf(Thread thread) {
    return (Thread.State) ask(STATE, thread);
  }

  private static Object ask(MethodHandle method, Thread thread) {
    try {
      return method.invoke(thread);
    } catch (RuntimeException | Error failure) {
      throw failure;
    } catch (Throwable impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * A method of {@code Thread} as it stands there, whoever overrides it (JVMS 6.5, invokespecial).
   */
  private static MethodHandle ofThread(String method, Class<?> returned) {
    try {
      return MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup())
          .findSpecial(Thread.class, method, MethodType.methodType(returned), Thread.class);
    } catch (ReflectiveOperationException gone) {
      throw new IllegalStateException("no Thread." + method, gone);
    }
  }
}
