package io.robustdb.it.harness;

import java.nio.file.Files;
import java.nio.file.Path;

/** The product under test, named by the property {@code robustdb.test.agent}. Stateless. */
public final class AgentJar {
  private AgentJar() {}

  /**
   * Its path.
   *
   * @throws IllegalStateException where it has not been built
   */
  public static Path path() {
    return existing("agent", expected());
  }

  /** Another jar of the build, or this one. */
  static Path existing(String what, Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "no %s at %s: build it first (mvn package), or set -Drobustdb.test.%s"
              .formatted(what, jar, what));
    }
    return jar;
  }

  private static Path expected() {
    return BuildFolder.sibling("robustdb.test.agent", "../agent/target/robustdb.jar");
  }
}
