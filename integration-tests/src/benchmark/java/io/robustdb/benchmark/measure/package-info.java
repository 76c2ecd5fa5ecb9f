/**
 * The measurements, each with its budget, and the table they end in. Depends on the runner and
 * names the loops and programs that it runs.
 */
@NullMarked
package io.robustdb.benchmark.measure;

import org.jspecify.annotations.NullMarked;
