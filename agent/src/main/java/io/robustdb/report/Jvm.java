package io.robustdb.report;

/**
 * The JVM that a report is of. Immutable.
 *
 * @param main its main class, without arguments
 * @param startedMillis since the epoch
 */
public record Jvm(long pid, String version, String main, long startedMillis) {}
