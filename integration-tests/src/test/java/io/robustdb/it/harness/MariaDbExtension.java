package io.robustdb.it.harness;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the run's {@link MariaDb}: started when the first one asks, stopped by JUnit after
 * the last. Thread-safe, as JUnit's store is.
 */
public final class MariaDbExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(MariaDbExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == MariaDb.class;
  }

  @Override
  public MariaDb resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(MariaDb.class, key -> new MariaDb(), MariaDb.class);
  }
}
