/**
 * Closes what a failed start-up check leaves behind, where nobody can use it any more.
 *
 * <p>The way of a suspect: {@link io.robustdb.guard.Guard} is told what is opened, what fails, what
 * ends and what opens again; {@link io.robustdb.guard.FreshResources} knows which resources a
 * running method has opened, {@link io.robustdb.guard.Suspects} which are left from before. {@link
 * io.robustdb.guard.Proof} says whether anybody can use one, {@link io.robustdb.guard.Unreachable}
 * has the garbage collector say it where that cannot, and {@link io.robustdb.guard.Closing} closes
 * it, a pool when {@link io.robustdb.guard.LastOpenings} are over. It depends on the ledger, the
 * sites, the confinement and the JDK room, and not on who observes.
 */
@NullMarked
package io.robustdb.guard;

import org.jspecify.annotations.NullMarked;
