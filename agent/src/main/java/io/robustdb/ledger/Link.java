package io.robustdb.ledger;

import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * Leads from a statement, or from the handle that a pooled connection gives out, to the connection,
 * so that a use of the one is a use of the other. Immutable.
 */
final class Link extends Tracked {
  private final Resource connection;
  private final @Nullable String sql;

  Link(
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
