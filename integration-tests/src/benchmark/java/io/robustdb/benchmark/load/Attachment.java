package io.robustdb.benchmark.load;

import java.io.IOException;
import java.nio.file.Path;

/** Has the agent attached to this JVM from outside, where that was asked for. Stateless. */
public final class Attachment {
  private static final String JAR = System.getProperty("benchmark.attach", "");

  private Attachment() {}

  /**
   * Returns when it is attached, or at once where nobody asked for that.
   *
   * @throws IllegalStateException where it could not be attached
   */
  public static void await() {
    if (JAR.isEmpty()) {
      return;
    }
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String pid = Long.toString(ProcessHandle.current().pid());
    try {
      int status =
          new ProcessBuilder(java, "-jar", JAR, "attach", pid).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("attaching ended with status " + status);
      }
    } catch (IOException | InterruptedException failure) {
      throw new IllegalStateException("the agent could not be attached", failure);
    }
  }
}
