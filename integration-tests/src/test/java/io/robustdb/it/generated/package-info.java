/**
 * Small programs that are made up from a seed: what they consist of, their Java source, what must
 * become of each session that they open, and the JVM that runs them. It depends on no test and on
 * no scenario.
 */
@NullMarked
package io.robustdb.it.generated;

import org.jspecify.annotations.NullMarked;
