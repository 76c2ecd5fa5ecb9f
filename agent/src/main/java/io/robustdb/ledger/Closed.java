package io.robustdb.ledger;

/**
 * That the guard has closed a resource. Immutable.
 *
 * @param moment at which it did so, in words
 * @param millis when, in milliseconds since the epoch
 */
public record Closed(String moment, long millis) {}
