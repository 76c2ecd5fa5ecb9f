package io.robustdb.weave;

import io.robustdb.jdbc.JdbcRole;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the JDBC roles of a class from class files alone: loading a class to look at it, while
 * another one is being loaded, leads to circles.
 *
 * <p>Thread-safe.
 */
final class Hierarchy {
  private static final ClassLoader PLATFORM = ClassLoader.getPlatformClassLoader();

  /** By loader; held weakly, because a loader's classes may be unloaded. */
  private final Map<ClassLoader, Map<String, Set<JdbcRole>>> known = new WeakHashMap<>();

  /** Adds the roles that a class has from its super types. */
  void addRoles(ClassOutline outline, ClassLoader loader, Set<JdbcRole> roles) {
    for (String name : outline.interfaces()) {
      roles.addAll(rolesOf(name, loader));
    }
    String superName = outline.superName();
    if (superName != null) {
      roles.addAll(rolesOf(superName, loader));
    }
  }

  /** The roles of a class or interface by its name, with slashes. */
  Set<JdbcRole> rolesOf(String name, ClassLoader loader) {
    JdbcRole role = JdbcRole.of(name);
    if (role != null) {
      return EnumSet.of(role);
    }
    if (name.startsWith("java/")) {
      return Set.of();
    }
    Map<String, Set<JdbcRole>> ofLoader = ofLoader(loader);
    Set<JdbcRole> roles = ofLoader.get(name);
    if (roles == null) {
      roles = EnumSet.noneOf(JdbcRole.class);
      ClassOutline outline = read(name, loader);
      if (outline != null) {
        addRoles(outline, loader, roles);
      }
      ofLoader.put(name, roles);
    }
    return roles;
  }

  private Map<String, Set<JdbcRole>> ofLoader(ClassLoader loader) {
    synchronized (known) {
      Map<String, Set<JdbcRole>> ofLoader = known.get(loader);
      if (ofLoader == null) {
        ofLoader = new ConcurrentHashMap<>();
        known.put(loader, ofLoader);
      }
      return ofLoader;
    }
  }

  private static @Nullable ClassOutline read(String name, ClassLoader loader) {
    try (InputStream input = open(name + ".class", loader)) {
      return input == null ? null : ClassOutline.of(input.readAllBytes());
    } catch (IOException | RuntimeException unreadable) {
      return null;
    }
  }

  /**
   * Above the loader of the class path there is the JDK alone. Who looks there first, by some
   * hundred names, has the JVM's compiler take the JDK's own search, too: a hundredth of the CPU
   * time of a large application's start.
   */
  private static @Nullable InputStream open(String file, ClassLoader loader) throws IOException {
    boolean ofClassPath =
        loader == ClassLoader.getSystemClassLoader() && loader.getParent() == PLATFORM;
    InputStream own = ofClassPath ? loader.getUnnamedModule().getResourceAsStream(file) : null;
    return own == null ? loader.getResourceAsStream(file) : own;
  }
}
