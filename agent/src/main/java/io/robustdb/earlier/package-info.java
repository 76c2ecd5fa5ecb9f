/**
 * Finds what was open before the agent came to a running JVM: pools, connections and checkouts,
 * wherever something leads to them. Where they were opened and by whom, nobody knows any more.
 *
 * <p>{@link io.robustdb.earlier.EarlierResources} enters them in the ledger; {@link
 * io.robustdb.earlier.Instances} looks for them over the heap, {@link
 * io.robustdb.earlier.ClosedOnes} asks which are closed. It depends on the ledger, the sites, what
 * the observers know of JDBC's classes, and the JDK's insides.
 */
@NullMarked
package io.robustdb.earlier;

import org.jspecify.annotations.NullMarked;
