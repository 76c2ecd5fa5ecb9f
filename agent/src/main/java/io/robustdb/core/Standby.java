package io.robustdb.core;

import io.robustdb.gate.Policy;
import io.robustdb.options.Options;
import io.robustdb.weave.JdbcTransformer;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every class that is loaded, and has the agent begin with the first one that has to do
 * with JDBC: an application without JDBC pays for next to nothing.
 *
 * <p>Thread-safe. It begins in the thread that loads that class; another one that comes to such a
 * class meanwhile waits, and nothing that the beginning does waits for a thread of the application.
 */
final class Standby implements ClassFileTransformer, Supplier<@Nullable Agent> {
  private final Beginning beginning;
  private final ClassLoader own = Standby.class.getClassLoader();
  private volatile @Nullable Agent agent;
  private volatile boolean failed;

  Standby(Beginning beginning) {
    this.beginning = beginning;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    Agent ready = agent;
    if (ready == null) {
      if (loader == null
          || loader == own
          || name == null
          || JdbcTransformer.isOfJdk(loader, name)
          || failed
          || !JdbcTransformer.mayNeedWeaving(classFile)) {
        return null;
      }
      ready = get();
    }
    return ready == null
        ? null
        : ready.transformer().transform(loader, name, redefined, domain, classFile);
  }

  /** The agent, which begins now if it has not; null where it could not. */
  @Override
  public synchronized @Nullable Agent get() {
    if (agent == null && !failed) {
      try {
        Agent begun = beginning.begin(Options.STANDARD, Policy.NONE);
        begun.transformsBy(this);
        agent = begun;
      } catch (Throwable failure) {
        failed = true;
        new StandardError()
            .say("could not start: " + failure + "; the application runs without it");
      }
    }
    return agent;
  }
}
