package io.robustdb.jdk;

import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What this JVM tells of its agents to who attaches to it ({@code
 * com.sun.tools.attach.VirtualMachine.getAgentProperties}), which the application does not see.
 */
public final class AgentProperties {
  private static final String SUPPORT = "jdk.internal.vm.VMSupport";

  private AgentProperties() {}

  /**
   * Sets one; without effect where this JVM keeps none.
   *
   * @param key begins with the agent's name
   */
  public static void set(String key, String value) {
    Properties properties = properties();
    if (properties != null) {
      properties.setProperty(key, value);
    }
  }

  /** Takes one away. */
  public static void remove(String key) {
    Properties properties = properties();
    if (properties != null) {
      properties.remove(key);
    }
  }

  private static @Nullable Properties properties() {
    try {
      Class<?> support = Class.forName(SUPPORT, true, null);
      return (Properties) support.getMethod("getAgentProperties").invoke(null);
    } catch (ReflectiveOperationException | RuntimeException none) {
      return null; // who attaches asks the agent itself then
    }
  }
}
