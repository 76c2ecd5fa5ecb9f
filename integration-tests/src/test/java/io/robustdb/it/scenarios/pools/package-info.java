/**
 * The same program over every pool. One small factory a pool, so that a JVM needs the jars of that
 * one pool only; compiled against the newest release and run against old ones too.
 */
@NullMarked
package io.robustdb.it.scenarios.pools;

import org.jspecify.annotations.NullMarked;
