/**
 * What is open, by whom, in which state, and what was lost. It depends on the sites and the JDK
 * room, and knows neither who observes nor who reports.
 */
@NullMarked
package io.robustdb.ledger;

import org.jspecify.annotations.NullMarked;
