/**
 * What a running JVM tells of itself when it is asked. It reads the report's model and knows
 * neither who observes nor how it was started.
 */
@NullMarked
package io.robustdb.live;

import org.jspecify.annotations.NullMarked;
