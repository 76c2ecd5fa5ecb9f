/** Starts JVMs in turns and makes estimates of what they tell. Depends on JMH and the JDK alone. */
@NullMarked
package io.robustdb.benchmark.run;

import org.jspecify.annotations.NullMarked;
