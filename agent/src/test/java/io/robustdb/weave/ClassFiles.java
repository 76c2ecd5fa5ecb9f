package io.robustdb.weave;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** The class files of the libraries on the tests' class path. */
final class ClassFiles {
  private ClassFiles() {}

  /** Shows each class of each jar: its name with slashes, and its file. */
  static void forEach(BiConsumer<String, byte[]> visitor) {
    for (String path : jars()) {
      try (JarFile jar = new JarFile(path)) {
        for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
          String name = entry.getName();
          if (name.endsWith(".class") && !name.contains("-")) {
            visitor.accept(
                name.substring(0, name.length() - ".class".length()),
                jar.getInputStream(entry).readAllBytes());
          }
        }
      } catch (IOException unreadable) {
        throw new UncheckedIOException(unreadable);
      }
    }
  }

  private static List<String> jars() {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> jars = new ArrayList<>();
    for (String path : classPath.split(File.pathSeparator)) {
      if (path.endsWith(".jar")) {
        jars.add(path);
      }
    }
    return jars;
  }
}
