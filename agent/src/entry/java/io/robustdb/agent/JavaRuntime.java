package io.robustdb.agent;

/** What must be known of the running Java before anything newer than Java 8 may be touched. */
final class JavaRuntime {
  private JavaRuntime() {}

  /** The feature version: 8, 11, 17, … (JEP 223). */
  static int feature() {
    String version = System.getProperty("java.specification.version", "0");
    String feature = version.startsWith("1.") ? version.substring(2) : version;
    try {
      return Integer.parseInt(feature);
    } catch (NumberFormatException unknown) {
      return 0;
    }
  }

  /**
   * Whether this JVM runs javac, jcmd or another tool of the JDK, as happens where {@code
   * JAVA_TOOL_OPTIONS} names the agent. A program that is launched from its source file (JEP 330)
   * runs in a tool's module and is an application all the same.
   */
  static boolean isToolOfTheJdk() {
    String module = System.getProperty("jdk.module.main", "");
    String mainClass = System.getProperty("jdk.module.main.class", "");
    return (module.startsWith("jdk.") || module.startsWith("java."))
        && !mainClass.contains(".launcher.");
  }

  /** Whether the bridge is there and leads to an agent; one that was detached has left it empty. */
  static boolean isTaken(String bridge) {
    try {
      return Class.forName(bridge, false, null).getField("callbacks").get(null) != null;
    } catch (ReflectiveOperationException absent) {
      return false;
    }
  }
}
