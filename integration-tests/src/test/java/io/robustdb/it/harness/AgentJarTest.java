package io.robustdb.it.harness;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What a run without a built agent says. */
class AgentJarTest {

  @Test
  void aMissingAgentIsNamedInOneLine() {
    Path nowhere = Path.of("/nowhere/robustdb.jar");

    assertThatThrownBy(() -> AgentJar.existing("agent", nowhere))
        .hasMessage(
            "no agent at /nowhere/robustdb.jar: build it first (mvn package), or set"
                + " -Drobustdb.test.agent");
  }
}
