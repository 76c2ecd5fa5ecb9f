package io.robustdb.jdk;

import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;

/**
 * Runs something after all shutdown hooks of the application have ended: those run side by side,
 * and pools are closed in them, so a report from one of them would lie.
 */
public final class LastHook {
  /**
   * The JVM runs ten slots in order; the first three are its own (console, hooks, delete on exit).
   */
  private static final int LAST_SLOT = 9;

  private static final int FIRST_FREE_SLOT = 3;

  private LastHook() {}

  /**
   * Registers what is to run last.
   *
   * @return whether it will run after the application's hooks; false where the JVM refused and it
   *     will run beside them
   */
  public static boolean register(Runnable last) {
    RobustdbEnding.end = last;
    Boolean known = RobustdbEnding.last;
    if (known == null) {
      known = registerOnce();
      RobustdbEnding.last = known;
    }
    return known;
  }

  /** Has nothing run at the end, after all. */
  public static void forget() {
    RobustdbEnding.end = null;
  }

  private static boolean registerOnce() {
    RobustdbEnding ending = new RobustdbEnding();
    try {
      if (registerSlot(ending)) {
        return true;
      }
    } catch (LinkageError | RuntimeException elsewhere) {
      // a JVM without this door: the ordinary hook below
    }
    Thread hook = new Thread(null, ending, "robustdb-shutdown", 0, false);
    hook.setContextClassLoader(null);
    Runtime.getRuntime().addShutdownHook(hook);
    return false;
  }

  private static boolean registerSlot(Runnable last) {
    JavaLangAccess access = SharedSecrets.getJavaLangAccess();
    for (int slot = LAST_SLOT; slot >= FIRST_FREE_SLOT; slot--) {
      try {
        access.registerShutdownHook(slot, false, last);
        return true;
      } catch (InternalError taken) {
        // the next lower one
      }
    }
    return false;
  }
}
