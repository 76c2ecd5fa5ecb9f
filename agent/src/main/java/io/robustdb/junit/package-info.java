/**
 * Tests that leak: which test is running where, what each has left open when it ends, and who is to
 * fail for it.
 *
 * <p>The way of a leak: the woven classes of the frameworks tell {@link io.robustdb.junit.TestGate}
 * what begins and ends; {@link io.robustdb.junit.RunningTests} knows what runs in which thread and
 * is asked for the scope of each opening; {@link io.robustdb.junit.Leftovers} looks at what is left
 * open when a test, its class or the whole run has ended, {@link io.robustdb.junit.Behind} takes
 * what is no leak besides another one out, and {@link io.robustdb.junit.LeakFailure} is what that
 * fails with. It reads ledger and report, asks the guard's walk and the gate, and is known by
 * nobody but the composition root.
 */
@NullMarked
package io.robustdb.junit;

import org.jspecify.annotations.NullMarked;
