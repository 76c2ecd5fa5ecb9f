/**
 * The rules of the guard, and the proof that each is tested: it is taken out of the agent's code,
 * and a test must turn red.
 *
 * <p>{@link io.robustdb.it.rules.GuardRules} lists them, by the lines that make them; {@link
 * io.robustdb.it.rules.WithoutRule} is an agent without one; {@link io.robustdb.it.rules.Witness}
 * runs tests on it in a JVM of their own, so that what they keep for the whole run is theirs.
 */
@NullMarked
package io.robustdb.it.rules;

import org.jspecify.annotations.NullMarked;
