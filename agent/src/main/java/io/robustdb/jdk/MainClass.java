package io.robustdb.jdk;

import java.io.File;
import java.io.IOException;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Finds the name of the JVM's main class without its arguments, which may hold secrets. */
public final class MainClass {
  private MainClass() {}

  /**
   * The main class, for a Spring Boot jar the one that it starts; empty where it cannot be told.
   */
  public static String name() {
    String command = System.getProperty("sun.java.command", "");
    int jar = command.indexOf(".jar");
    while (jar >= 0) {
      File file = new File(command.substring(0, jar + ".jar".length()));
      if (file.isFile()) {
        return ofJar(file);
      }
      jar = command.indexOf(".jar", jar + 1);
    }
    int space = command.indexOf(' ');
    String first = space < 0 ? command : command.substring(0, space);
    return first.substring(first.indexOf('/') + 1);
  }

  private static String ofJar(File file) {
    try (JarFile jar = new JarFile(file, false)) {
      if (jar.getManifest() == null) {
        return "";
      }
      Attributes attributes = jar.getManifest().getMainAttributes();
      String started = attributes.getValue("Start-Class");
      String main = started == null ? attributes.getValue(Attributes.Name.MAIN_CLASS) : started;
      return main == null ? "" : main;
    } catch (IOException unreadable) {
      return "";
    }
  }
}
