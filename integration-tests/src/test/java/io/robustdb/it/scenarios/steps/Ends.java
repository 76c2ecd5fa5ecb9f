package io.robustdb.it.scenarios.steps;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Steps that end the program, or come before its end. */
final class Ends {
  private Ends() {}

  static boolean take(String name, @Nullable String value) throws Exception {
    switch (name) {
      case "exit" -> System.exit(Integer.parseInt(String.valueOf(value)));
      case "halt" -> Runtime.getRuntime().halt(Integer.parseInt(String.valueOf(value)));
      case "throw" -> throw new IllegalStateException("thrown to the end");
      case "wait" -> System.in.read();
      case "pause" -> pause(Long.parseLong(String.valueOf(value)));
      case "exit-in-hook" -> exitInHook();
      case "slow-hook" -> slowHook(value == null ? 5000 : Long.parseLong(value));
      case "replace-stderr" ->
          System.setErr(
              new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
      case "close-stderr" -> System.err.close();
      case "as-java-11" -> System.setProperty("java.specification.version", "11");
      default -> {
        return false;
      }
    }
    return true;
  }

  static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  private static void slowHook(long millis) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  System.out.println("hook runs");
                  pause(millis);
                }));
  }

  /** Hangs the JVM for good: exiting waits for the hooks, and this hook waits for the exit. */
  private static void exitInHook() {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.exit(5)));
  }
}
