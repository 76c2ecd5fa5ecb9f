package io.robustdb.confinement;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds class files as their loaders do. Confined to one thread, and used for one look. */
final class ClassFiles {
  private static final int MOST = 100;

  private final IdentityHashMap<@Nullable ClassLoader, Map<String, ClassFile>> known =
      new IdentityHashMap<>();
  private int read;

  /**
   * The file of a class.
   *
   * @param name with slashes
   * @throws UnknownFlow where there is none, or too many were asked for
   */
  ClassFile of(String name, @Nullable ClassLoader loader) {
    Map<String, ClassFile> ofLoader = known.computeIfAbsent(loader, unused -> new HashMap<>());
    ClassFile found = ofLoader.get(name);
    if (found == null) {
      if (++read > MOST) {
        throw new UnknownFlow("too many classes");
      }
      found = read(name, loader);
      ofLoader.put(name, found);
    }
    return found;
  }

  private static ClassFile read(String name, @Nullable ClassLoader loader) {
    ClassLoader finder = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
    try (InputStream file = finder.getResourceAsStream(name + ".class")) {
      if (file == null) {
        throw new UnknownFlow("no class file of " + name);
      }
      return ClassFile.read(file.readAllBytes(), loader);
    } catch (IOException unreadable) {
      throw new UnknownFlow("no class file of " + name);
    }
  }
}
