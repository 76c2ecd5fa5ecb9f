package io.robustdb.core;

import io.robustdb.gate.Policy;
import io.robustdb.jdk.AgentProperties;
import io.robustdb.jdk.BridgeDefiner;
import io.robustdb.jdk.MainClass;
import io.robustdb.options.Options;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;

/** Makes the agent and sets it to work, now or when it is first needed. */
final class Beginning {
  private final Instrumentation instrumentation;
  private final File jar;
  private final Runnable detached;
  private final long startedMillis = System.currentTimeMillis();

  /**
   * @param jar the agent's own
   * @param detached is told when the agent has left the JVM
   */
  Beginning(Instrumentation instrumentation, File jar, Runnable detached) {
    this.detached = detached;
    this.instrumentation = instrumentation;
    this.jar = jar;
  }

  /** Whatever was loaded before is known then, and what is woven from now on is heard. */
  Agent begin(Options options, Policy policy) throws IOException, IllegalAccessException {
    String version;
    try (JarFile agentJar = new JarFile(jar, false)) {
      BridgeDefiner.define(instrumentation, agentJar);
      version = agentJar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
    StandardError standardError = new StandardError();
    for (String warning : options.warnings()) {
      standardError.say(warning);
    }
    Agent agent =
        new Agent(
            options,
            version,
            MainClass.name(),
            startedMillis,
            standardError,
            policy,
            instrumentation,
            detached);
    agent.install();
    AgentProperties.remove("robustdb.detached");
    AgentProperties.remove(Live.REFUSED);
    AgentProperties.set("robustdb.version", version);
    return agent;
  }
}
