package io.robustdb.ledger;

import io.robustdb.site.Stack;
import org.jspecify.annotations.Nullable;

/**
 * A failed probe: what was tried on an unproven resource, and how it failed. Immutable.
 *
 * @param what the SQL, or the name of the JDBC method where there was none
 * @param isSql whether {@code what} is SQL
 * @param error the class of what was thrown; null where {@code isValid} said false
 * @param sqlState of the exception, null where it has none
 * @param message of the exception, null where it has none
 * @param stack of the probing thread
 * @param millis when, in milliseconds since the epoch
 */
public record Probe(
    String what,
    boolean isSql,
    @Nullable String error,
    @Nullable String sqlState,
    @Nullable String message,
    Stack stack,
    long millis) {}
