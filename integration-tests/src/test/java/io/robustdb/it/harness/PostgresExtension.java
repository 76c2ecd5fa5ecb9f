package io.robustdb.it.harness;

import java.sql.SQLException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the run's {@link Postgres}: started when the first one asks, stopped by JUnit after
 * the last. Thread-safe, as JUnit's store is.
 */
public final class PostgresExtension implements ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(PostgresExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Postgres.class;
  }

  @Override
  public Postgres resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent(Postgres.class, key -> start(), Postgres.class);
  }

  private static Postgres start() {
    try {
      return Postgres.chosen();
    } catch (SQLException e) {
      throw new IllegalStateException("no connection to the server of the test run", e);
    }
  }
}
