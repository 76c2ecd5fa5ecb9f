package io.robustdb.core;

import io.robustdb.gate.InvalidPolicy;
import io.robustdb.gate.Policy;
import io.robustdb.options.InvalidOption;
import io.robustdb.options.Options;
import io.robustdb.weave.JdbcTransformer;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent. Called once, by the entry class, through reflection; lives on the isolated
 * loader, as all that it makes.
 */
public final class Core {
  private static final int BAD_OPTION = 2;

  private Core() {}

  /**
   * Starts the agent, or ends the JVM where an option is wrong at its start. Where nothing was
   * asked for and nothing of JDBC is loaded, most of the agent waits for that.
   *
   * @param argument what stands behind {@code =} of {@code -javaagent}, null for nothing
   * @param jar the agent's own
   * @param attached whether the JVM has been running already
   * @return whether it runs; false where it is switched off or an option is wrong
   * @throws InvalidOption where an option is wrong on attach
   */
  public static boolean start(
      @Nullable String argument, Instrumentation instrumentation, File jar, boolean attached)
      throws IOException, IllegalAccessException {
    Beginning beginning = new Beginning(instrumentation, jar);
    LoadedClasses loaded = new LoadedClasses(instrumentation);
    if (!attached
        && Options.areStandard(argument, System.getProperties(), System.getenv())
        && !loaded.haveAnyToWeave()) {
      instrumentation.addTransformer(new Standby(beginning), true);
      return true;
    }
    Options options = options(argument, attached);
    if (options == null || !options.isEnabled()) {
      return false;
    }
    Policy policy = policy(options, attached);
    if (policy == null) {
      return false;
    }
    JdbcTransformer transformer = beginning.begin(options, policy);
    instrumentation.addTransformer(transformer, true);
    loaded.weave(transformer);
    return true;
  }

  private static @Nullable Options options(@Nullable String argument, boolean attached) {
    try {
      return Options.read(argument, System.getProperties(), System.getenv());
    } catch (InvalidOption invalid) {
      refuse(invalid, attached);
      return null;
    }
  }

  private static @Nullable Policy policy(Options options, boolean attached) {
    try {
      return Policies.of(options);
    } catch (InvalidPolicy invalid) {
      refuse(new InvalidOption(String.valueOf(invalid.getMessage())), attached);
      return null;
    }
  }

  private static void refuse(InvalidOption invalid, boolean attached) {
    if (attached) {
      throw invalid;
    }
    new StandardError().say(String.valueOf(invalid.getMessage()));
    Runtime.getRuntime().halt(BAD_OPTION);
  }
}
