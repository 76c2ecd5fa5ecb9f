package io.robustdb.it.harness;

import java.nio.file.Path;

/** Where this module lies and builds. Stateless. */
public final class BuildFolder {
  private BuildFolder() {}

  /** Surefire names the module; an IDE starts in it. */
  public static Path module() {
    return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  }

  public static Path target() {
    return module().resolve("target");
  }

  public static Path testClasses() {
    return target().resolve("test-classes");
  }

  /**
   * What another module builds.
   *
   * @param property names it where it is set
   * @param path leads to it from this module where it is not
   */
  static Path sibling(String property, String path) {
    String set = System.getProperty(property);
    Path file = set == null ? module().resolve(path) : Path.of(set);
    return file.toAbsolutePath().normalize();
  }
}
