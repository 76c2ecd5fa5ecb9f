package io.robustdb.core;

import io.robustdb.jdk.BridgeDefiner;
import io.robustdb.jdk.MainClass;
import io.robustdb.options.InvalidOption;
import io.robustdb.options.Options;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent. Called once, by the entry class, through reflection; lives on the isolated
 * loader, as all that it makes.
 */
public final class Core {
  private static final int BAD_OPTION = 2;

  private Core() {}

  /**
   * Starts the agent, or ends the JVM where an option is wrong at its start.
   *
   * @param argument what stands behind {@code =} of {@code -javaagent}, null for nothing
   * @param jar the agent's own
   * @param attached whether the JVM has been running already
   * @throws InvalidOption where an option is wrong on attach
   */
  public static void start(
      @Nullable String argument, Instrumentation instrumentation, File jar, boolean attached)
      throws IOException, IllegalAccessException {
    StandardError standardError = new StandardError();
    Options options;
    try {
      options = Options.read(argument, System.getProperties(), System.getenv());
    } catch (InvalidOption invalid) {
      if (attached) {
        throw invalid;
      }
      standardError.say(String.valueOf(invalid.getMessage()));
      Runtime.getRuntime().halt(BAD_OPTION);
      return;
    }
    if (!options.isEnabled()) {
      return;
    }
    String version;
    try (JarFile agentJar = new JarFile(jar, false)) {
      BridgeDefiner.define(instrumentation, agentJar);
      version = agentJar.getManifest().getMainAttributes().getValue("Implementation-Version");
    }
    for (String warning : options.warnings()) {
      standardError.say(warning);
    }
    new Agent(options, version, MainClass.name(), standardError).install(instrumentation);
  }
}
