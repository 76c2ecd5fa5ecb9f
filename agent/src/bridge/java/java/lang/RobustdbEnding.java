package java.lang;

/**
 * What the JVM runs at its very end: it cannot be taken back, and so stays, empty, when the agent
 * is detached.
 */
public final class RobustdbEnding implements Runnable {
  /** What is to be done; null for nothing. */
  public static volatile Runnable end;

  /** Whether the JVM knows of it, and whether as the last; null before it was told. */
  public static volatile Boolean last;

  public RobustdbEnding() {}

  @Override
  public void run() {
    Runnable known = end;
    if (known != null) {
      known.run();
    }
  }
}
