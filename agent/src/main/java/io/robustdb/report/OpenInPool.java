package io.robustdb.report;

import io.robustdb.ledger.Resource;
import org.jspecify.annotations.Nullable;

/**
 * What one pool has at one moment. Immutable.
 *
 * @param pool null for what belongs to none
 * @param connections that it is known to hold, checked out or not
 * @param checkouts that were not given back
 */
public record OpenInPool(@Nullable Resource pool, int connections, int checkouts) {}
