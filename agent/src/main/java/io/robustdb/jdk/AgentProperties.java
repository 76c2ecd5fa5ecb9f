package io.robustdb.jdk;

import java.util.Properties;

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
    try {
      Class<?> support = Class.forName(SUPPORT, true, null);
      Properties properties = (Properties) support.getMethod("getAgentProperties").invoke(null);
      properties.setProperty(key, value);
    } catch (ReflectiveOperationException | RuntimeException none) {
      // who attaches asks the agent itself then
    }
  }

  /** Takes one away. */
  public static void remove(String key) {
    try {
      Class<?> support = Class.forName(SUPPORT, true, null);
      Properties properties = (Properties) support.getMethod("getAgentProperties").invoke(null);
      properties.remove(key);
    } catch (ReflectiveOperationException | RuntimeException none) {
      // there is none to be taken away
    }
  }
}
