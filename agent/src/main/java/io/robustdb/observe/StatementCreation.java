package io.robustdb.observe;

import io.robustdb.ledger.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One running call that creates a statement. Immutable.
 *
 * @param outer the resource in whose creation of a statement this one runs, null for none
 * @param sql of a prepared or callable statement, null for a plain one
 */
record StatementCreation(
    ThreadState state, @Nullable Resource outer, Resource connection, @Nullable String sql) {}
