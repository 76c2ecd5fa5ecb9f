/**
 * Turns a report into pass or fail: a policy takes out what the user's baseline knows and his
 * suppressions meet, a gate judges the rest. It depends on the report alone, so that it serves the
 * agent at the end of a JVM and the commands that judge many JVMs together.
 */
@NullMarked
package io.robustdb.gate;

import org.jspecify.annotations.NullMarked;
