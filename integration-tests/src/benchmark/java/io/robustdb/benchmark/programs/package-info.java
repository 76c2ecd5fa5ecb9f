/**
 * The measured programs, each in a JVM of its own, which tell what they find out as lines {@code
 * name=number}. Depends on {@code load}.
 */
@NullMarked
package io.robustdb.benchmark.programs;

import org.jspecify.annotations.NullMarked;
