package io.robustdb.report;

import org.jspecify.annotations.Nullable;

/**
 * The failed check of a finding. Immutable.
 *
 * @param sql of the check, masked unless it is a known health check; null where it was a method
 * @param method that failed, null where it was SQL
 * @param error the class of what was thrown, null where {@code isValid} said false
 * @param message masked
 * @param site the application's frame that made the check
 * @param answeredSince whether the server has answered on the same resource after that, so that the
 *     failure is no reason of the finding; others of the finding need not have failed
 */
public record FailedProbe(
    @Nullable String sql,
    @Nullable String method,
    @Nullable String error,
    @Nullable String sqlState,
    @Nullable String message,
    @Nullable StackTraceElement site,
    boolean answeredSince) {}
