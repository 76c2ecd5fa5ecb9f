package io.robustdb.it.scenarios.drivers;

import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * Links every class of a jar, which makes the virtual machine verify each (JVMS 5.4.1). Prints
 * {@code linked NUMBER with NUMBER methods}, and {@code wrong CLASS: WHY} for each that it refuses.
 */
public final class LinkAll {
  private LinkAll() {}

  /** Argument: the jar, which is on the class path. */
  public static void main(String[] args) throws Exception {
    int linked = 0;
    int methods = 0;
    for (String name : classes(args[0])) {
      try {
        Class<?> type = Class.forName(name, false, LinkAll.class.getClassLoader());
        methods += type.getDeclaredMethods().length; // asking for them links the class
        linked++;
      } catch (VerifyError | ClassFormatError wrong) {
        System.out.println("wrong " + name + ": " + wrong.getMessage());
      } catch (ClassNotFoundException | LinkageError absent) {
        // it needs a library that is not here
      }
    }
    System.out.println("linked " + linked + " with " + methods + " methods");
  }

  private static List<String> classes(String path) throws Exception {
    List<String> names = new ArrayList<>();
    try (JarFile jar = new JarFile(path)) {
      for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
        String name = entry.getName();
        if (name.endsWith(".class") && !name.contains("-")) {
          names.add(name.substring(0, name.length() - ".class".length()).replace('/', '.'));
        }
      }
    }
    return names;
  }
}
