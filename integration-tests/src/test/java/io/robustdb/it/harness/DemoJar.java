package io.robustdb.it.harness;

import java.nio.file.Path;

/** The demo as users run it, named by the property {@code robustdb.test.demo}. Stateless. */
public final class DemoJar {
  private DemoJar() {}

  /**
   * Its path.
   *
   * @throws IllegalStateException where it has not been built
   */
  public static Path path() {
    return AgentJar.existing(
        "demo", BuildFolder.sibling("robustdb.test.demo", "../demo-app/target/demo-app.jar"));
  }
}
