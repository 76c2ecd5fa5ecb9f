package io.robustdb.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/**
 * Where the JVM enters the agent, at start ({@code -javaagent}) or later (the attach API).
 *
 * <p>It lives on the application's class path, as every agent class must, and so does nothing but
 * hand over to the core in a loader of its own. Java 8 byte code: on an older Java it says in words
 * what a class file version error would say in numbers.
 */
public final class RobustdbAgent {
  private static final String CORE = "io.robustdb.core.Core";
  private static final int OLDEST_JAVA = 17;

  /** What {@code java -jar robustdb.jar} puts before a request to an agent that runs already. */
  private static final String REQUEST = "@";

  /**
   * Before three lines: a word of who attaches, who looks itself for whether it was that which
   * started the agent, and why not; where it will ask; and the options.
   */
  private static final String QUIETLY = "@attach ";

  /**
   * The core that runs; null for none. Every agent class is loaded by the one system class loader,
   * so a second agent, from whichever jar, finds this set.
   */
  private static volatile Class<?> core;

  private RobustdbAgent() {}

  /**
   * Called by the JVM before the application's main class. No trouble of ours stops the JVM but a
   * bad option.
   */
  public static void premain(String options, Instrumentation instrumentation) {
    if (!JavaRuntime.isToolOfTheJdk()) {
      start(options, instrumentation, false);
    }
  }

  /**
   * Called by the JVM when the agent is attached to a running application.
   *
   * @throws IllegalArgumentException for a bad option: the attach fails, the application goes on
   */
  public static void agentmain(String options, Instrumentation instrumentation) {
    if (options == null || !options.startsWith(REQUEST)) {
      start(options, instrumentation, true);
    } else if (options.startsWith(QUIETLY)) {
      startQuietly(options.substring(QUIETLY.length()), instrumentation);
    } else if (core != null) {
      ask(options.substring(REQUEST.length()));
    }
  }

  /**
   * The JVM would write the stack of what is thrown to the application's standard error. Of two who
   * attach at once, the second finds that it was not the one.
   */
  private static void startQuietly(String request, Instrumentation instrumentation) {
    String[] lines = request.split("\n", 3);
    if (core != null) {
      ask("begin");
      return;
    }
    try {
      if (lines.length == 3 && start(lines[2], instrumentation, true)) {
        ask("attached " + lines[0]);
        ask("listen " + lines[1]); // each load makes the JVM warn of one: there is to be no second
      }
    } catch (IllegalArgumentException refused) {
      // the core has left the reason where whoever attached looks for it
    }
  }

  /** The answer is there where whoever asks looks for it. */
  private static void ask(String request) {
    try {
      core.getMethod("ask", String.class).invoke(null, request);
    } catch (ReflectiveOperationException | RuntimeException | LinkageError failure) {
      say("could not do what it was asked: " + failure);
    }
  }

  /** Whether it runs now, and did not before. */
  private static synchronized boolean start(
      String options, Instrumentation instrumentation, boolean attached) {
    int java = JavaRuntime.feature();
    if (java < OLDEST_JAVA) {
      say(
          "needs Java "
              + OLDEST_JAVA
              + " or newer and this is Java "
              + java
              + "; the application runs without it");
      return false;
    }
    if (core != null || JavaRuntime.isTaken("java.lang.RobustdbBridge")) {
      say(
          "is attached to this JVM already; this second agent is ignored (take one -javaagent away)");
      return false;
    }
    try {
      AgentJar jar = AgentJar.locate(RobustdbAgent.class);
      ClassLoader loader = new CoreLoader(jar, ClassLoader.getSystemClassLoader().getParent());
      Class<?> starting = loader.loadClass(CORE);
      Object started =
          starting
              .getMethod(
                  "start",
                  String.class,
                  Instrumentation.class,
                  File.class,
                  boolean.class,
                  Runnable.class)
              .invoke(null, options, instrumentation, jar.file(), attached, new Detached());
      core = Boolean.TRUE.equals(started) ? starting : null;
      return core != null;
    } catch (InvocationTargetException wrapped) {
      if (attached && wrapped.getCause() instanceof IllegalArgumentException) {
        throw (IllegalArgumentException) wrapped.getCause();
      }
      say("could not start: " + wrapped.getCause() + "; the application runs without it");
    } catch (AgentJar.Unusable unusable) {
      say(unusable.getMessage() + "; the application runs without it");
    } catch (Exception | LinkageError failure) {
      say("could not start: " + failure + "; the application runs without it");
    }
    return false;
  }

  /** Lets go of the core: it has been detached, and may come again. */
  private static final class Detached implements Runnable {
    @Override
    public void run() {
      core = null;
    }
  }

  private static void say(String message) {
    System.err.println("robustdb: " + message);
  }
}
