/**
 * The composition root: the one place that knows all rooms, makes their parts and ties them
 * together, at the start and at the end of the JVM.
 */
@NullMarked
package io.robustdb.core;

import org.jspecify.annotations.NullMarked;
