package io.robustdb.ledger;

import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * Leads from a statement to its connection, so that a use of the one is a use of the other.
 * Immutable.
 */
final class StatementLink extends Tracked {
  private final Resource connection;
  private final @Nullable String sql;

  StatementLink(
      Object statement,
      ReferenceQueue<Object> collected,
      Resource connection,
      @Nullable String sql) {
    super(statement, collected);
    this.connection = connection;
    this.sql = sql;
  }

  @Override
  public Resource used() {
    return connection;
  }

  @Override
  public @Nullable String sql() {
    return sql;
  }
}
