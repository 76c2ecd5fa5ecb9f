package io.robustdb.core;

import io.robustdb.gate.InvalidPolicy;
import io.robustdb.gate.Policy;
import io.robustdb.jdk.AgentProperties;
import io.robustdb.jdk.BridgeDefiner;
import io.robustdb.options.InvalidOption;
import io.robustdb.options.Options;
import java.io.File;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Starts the agent. Called once, by the entry class, through reflection; lives on the isolated
 * loader, as all that it makes.
 */
public final class Core {
  private static final int BAD_OPTION = 2;
  private static final String LISTEN = "listen ";
  private static final String ATTACHED = "attached ";
  private static final String BEGIN = "begin";

  /** The agent, which may not have begun. */
  private static Supplier<@Nullable Agent> agent = () -> null;

  private Core() {}

  /**
   * Starts the agent, or ends the JVM where an option is wrong at its start. Where nothing was
   * asked for and nothing of JDBC is loaded, most of the agent waits for that.
   *
   * @param argument what stands behind {@code =} of {@code -javaagent}, null for nothing
   * @param jar the agent's own
   * @param attached whether the JVM has been running already
   * @param detached is told when the agent has left the JVM
   * @return whether it runs; false where it is switched off or an option is wrong
   * @throws InvalidOption where an option is wrong on attach
   */
  public static boolean start(
      @Nullable String argument,
      Instrumentation instrumentation,
      File jar,
      boolean attached,
      Runnable detached)
      throws IOException, IllegalAccessException {
    Beginning beginning = new Beginning(instrumentation, jar, () -> left(detached));
    LoadedClasses loaded = new LoadedClasses(instrumentation);
    if (!attached
        && Options.areStandard(argument, System.getProperties(), System.getenv())
        && !loaded.haveAnyToWeave()) {
      Standby standby = new Standby(beginning);
      agent = standby;
      instrumentation.addTransformer(standby, true);
      return true;
    }
    if (attached) {
      BridgeDefiner.open(instrumentation); // who attaches is told by the JDK's own means
    }
    Options options = options(argument, attached);
    if (options == null || !options.isEnabled()) {
      return false;
    }
    Policy policy = policy(options, attached);
    if (policy == null) {
      return false;
    }
    Agent begun = beginning.begin(options, policy);
    agent = () -> begun;
    instrumentation.addTransformer(begun.transformer(), true);
    begun.transformsBy(begun.transformer());
    loaded.weave(begun.transformer());
    if (attached) {
      begun.lookBack();
    }
    return true;
  }

  /**
   * Does what somebody asks for who has attached to the JVM: {@code listen PATH} for answers at a
   * Unix domain socket, {@code attached WHO} for knowing that the agent was started by that one,
   * {@code begin} for having it begin where it waits for a first class. How it went stands among
   * the JVM's agent properties.
   *
   * @throws IllegalArgumentException for any other request
   */
  public static void ask(String request) {
    if (request.startsWith(ATTACHED)) {
      AgentProperties.set("robustdb.attached", request.substring(ATTACHED.length()));
      return;
    }
    if (!request.startsWith(LISTEN) && !request.equals(BEGIN)) {
      throw new IllegalArgumentException("no such request: " + request);
    }
    Agent running = agent.get();
    if (running != null && request.startsWith(LISTEN)) {
      running.live().listen(Path.of(request.substring(LISTEN.length())));
    }
  }

  /** Nothing of the agent is held any more: what a thread of the application has of it goes. */
  private static void left(Runnable detached) {
    agent = () -> null;
    detached.run();
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
      AgentProperties.set(Live.REFUSED, String.valueOf(invalid.getMessage()));
      throw invalid;
    }
    new StandardError().say(String.valueOf(invalid.getMessage()));
    Runtime.getRuntime().halt(BAD_OPTION);
  }
}
