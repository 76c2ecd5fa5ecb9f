package io.robustdb.jdk;

import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * Puts the bridge into {@code java.lang}, where every class loader sees it: appending to the
 * bootstrap class path would print a warning of the VM and cost class data sharing.
 */
public final class BridgeDefiner {
  private static final String[] CLASSES = {
    "RobustdbCallbacks",
    "RobustdbBridge",
    "RobustdbFrames$Frame",
    "RobustdbFrames",
    "RobustdbTests",
    "RobustdbEnding"
  };

  private static final String[] OPENED = {"java.lang", "java.lang.ref", "jdk.internal.vm"};

  private BridgeDefiner() {}

  /**
   * Opens the JDK packages that the core needs, to the core's module alone, and defines the bridge,
   * unless an agent that was detached has left one.
   *
   * @throws IllegalAccessException where the JVM does not open the packages
   * @throws IllegalStateException where the bridge that is there is another version's
   */
  public static void define(Instrumentation instrumentation, JarFile agentJar)
      throws IOException, IllegalAccessException {
    open(instrumentation);
    if (isDefined()) {
      return;
    }
    MethodHandles.Lookup javaLang =
        MethodHandles.privateLookupIn(Object.class, MethodHandles.lookup());
    for (String name : CLASSES) {
      javaLang.defineClass(read(agentJar, "bridge/java/lang/" + name + ".classdata"));
    }
  }

  /** Opens the JDK packages that the core needs, to the core's module alone. */
  public static void open(Instrumentation instrumentation) {
    Module core = BridgeDefiner.class.getModule();
    Module base = Object.class.getModule();
    instrumentation.redefineModule(
        base,
        Set.of(),
        Map.of("jdk.internal.access", Set.of(core), "jdk.internal.misc", Set.of(core)),
        opened(base, core),
        Set.of(),
        Map.of());
  }

  private static boolean isDefined() {
    try {
      Class<?> known = Class.forName("java.lang.RobustdbBridge", true, null);
      if (known.getField("FORM").getInt(null) != RobustdbBridge.FORM) {
        throw new IllegalStateException(
            "another version of robustdb was in this JVM before and has left its bridge; "
                + "restart the JVM");
      }
      return true;
    } catch (ClassNotFoundException absent) {
      return false;
    } catch (ReflectiveOperationException older) {
      throw new IllegalStateException("the bridge in this JVM is another version's", older);
    }
  }

  private static Map<String, Set<Module>> opened(Module base, Module core) {
    Map<String, Set<Module>> opened = new HashMap<>();
    for (String name : OPENED) {
      if (base.getPackages().contains(name)) {
        opened.put(name, Set.of(core));
      }
    }
    return opened;
  }

  private static byte[] read(JarFile jar, String path) throws IOException {
    ZipEntry entry = jar.getEntry(path);
    if (entry == null) {
      throw new IOException("the agent's jar has no " + path);
    }
    try (InputStream input = jar.getInputStream(entry)) {
      return input.readAllBytes();
    }
  }
}
