/**
 * Tells from byte code whether an object can have left the thread that got it: the guard cannot see
 * the variables of other threads, and need not where nothing ever came there. What the code does
 * not tell counts as left.
 *
 * <p>{@link io.robustdb.confinement.Confinement} follows an object from the call that gave it
 * through the methods it was returned to; {@link io.robustdb.confinement.MethodFlow} follows it
 * through one of them, and {@link io.robustdb.confinement.Callees} finds what that one calls. It
 * depends on the call sites alone.
 */
@NullMarked
package io.robustdb.confinement;

import org.jspecify.annotations.NullMarked;
