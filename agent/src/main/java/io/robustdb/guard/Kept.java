package io.robustdb.guard;

/**
 * Why a resource is left alone. Immutable.
 *
 * @param reason in words
 * @param byThreads whether nothing speaks for it but what other threads may have in variables
 */
record Kept(String reason, boolean byThreads) {}
