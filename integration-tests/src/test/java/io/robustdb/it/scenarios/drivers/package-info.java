/**
 * The same program over every driver and every way it gives connections. One small class a driver,
 * so that a JVM needs the jars of that one driver only.
 */
@NullMarked
package io.robustdb.it.scenarios.drivers;

import org.jspecify.annotations.NullMarked;
