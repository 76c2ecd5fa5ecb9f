package io.robustdb.ledger;

import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * Leads from a statement, or from the handle that a pooled connection gives out, to the connection,
 * so that a use of the one is a use of the other.
 */
final class Link extends Tracked {
  private final Resource connection;
  private final @Nullable String sql;
  private final boolean statement;

  /** The handle that gave the statement as its connection has made it; null for none. */
  private volatile @Nullable Resource front;

  Link(
      Object object,
      ReferenceQueue<Object> collected,
      Resource connection,
      @Nullable String sql,
      boolean statement) {
    super(object, collected);
    this.statement = statement;
    this.connection = connection;
    this.sql = sql;
  }

  @Override
  boolean isOfStatement() {
    return statement;
  }

  @Override
  public Resource used() {
    return connection;
  }

  @Override
  @Nullable Resource lastFront() {
    return front;
  }

  @Override
  void lastFront(@Nullable Resource handle) {
    front = handle;
  }

  @Override
  public @Nullable String sql() {
    return sql;
  }
}
