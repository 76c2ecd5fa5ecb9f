/**
 * A program whose start-ups a real server fails, and that forgets what it opened. It depends on
 * nothing but drivers and a pool.
 */
@NullMarked
package io.robustdb.it.scenarios.failures;

import org.jspecify.annotations.NullMarked;
