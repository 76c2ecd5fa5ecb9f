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
    return existing(expected());
  }

  static Path existing(Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw new IllegalStateException(
          "no agent at " + jar + ": build it first (mvn package), or set -Drobustdb.test.agent");
    }
    return jar;
  }

  private static Path expected() {
    String property = System.getProperty("robustdb.test.agent");
    Path jar =
        property == null
            ? BuildFolder.module().resolve("../agent/target/robustdb.jar")
            : Path.of(property);
    return jar.toAbsolutePath().normalize();
  }
}
