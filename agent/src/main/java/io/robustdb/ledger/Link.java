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
  public @Nullable Resource front() {
    Resource handle = front;
    if (handle != null && handle.isClosed()) {
      front = null; // a statement may outlive many handles
      return null;
    }
    return handle;
  }

  @Override
  boolean leadsTo(Resource resource) {
    return resource == connection || resource == front;
  }

  @Override
  public @Nullable String sql() {
    return sql;
  }

  /** It was given by a handle, as it is; not one around a handle that tells of it already. */
  void givenBy(Resource handle) {
    Resource known = front();
    if (connection.kind() == ResourceKind.CONNECTION && (known == null || known.isProven())) {
      front = handle;
    }
  }
}
