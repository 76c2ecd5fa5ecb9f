/**
 * What a running JVM tells of itself: when it is asked ({@link io.robustdb.live.LiveSocket} for its
 * user's commands, {@link io.robustdb.live.LivePort} for browsers and scrapers, JMX), and as it
 * happens (the log, the Flight Recorder). It reads the ledger and the report's model and knows
 * neither who observes nor how it was started.
 */
@NullMarked
package io.robustdb.live;

import org.jspecify.annotations.NullMarked;
