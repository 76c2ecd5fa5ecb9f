/** The measured loops, run by JMH in JVMs of their own. Depends on {@code load}. */
@NullMarked
package io.robustdb.benchmark.loops;

import org.jspecify.annotations.NullMarked;
