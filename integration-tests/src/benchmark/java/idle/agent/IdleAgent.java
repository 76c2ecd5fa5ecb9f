package idle.agent;

import org.jspecify.annotations.Nullable;

/** Does nothing. */
public final class IdleAgent {
  private IdleAgent() {}

  /** Called by the JVM before the application's main class. */
  public static void premain(@Nullable String options) {
    // what the JVM did before this call is what is measured
  }
}
