/**
 * Turns the raw callbacks of woven code into what they mean: a resource opened, used, proven,
 * failed, closed. Runs in the application's threads and never throws, blocks or calls foreign code.
 * It depends on the words of JDBC, the sites and the ledger.
 */
@NullMarked
package io.robustdb.observe;

import org.jspecify.annotations.NullMarked;
