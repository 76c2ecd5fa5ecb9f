/**
 * What is open, by whom, in which state, and what was lost; {@link io.robustdb.ledger.Losses} keeps
 * what is gone until it is reported, {@link io.robustdb.ledger.StandIns} tells what is nothing to
 * be opened, and {@link io.robustdb.ledger.Finalizers} who may close what all else has lost. It
 * depends on the sites and the JDK room, and knows neither who observes nor who reports.
 */
@NullMarked
package io.robustdb.ledger;

import org.jspecify.annotations.NullMarked;
