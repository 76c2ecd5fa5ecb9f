/**
 * A program that does what its arguments say, one small step after another: the ways in which an
 * application opens, uses, loses and closes what it has, and the ways in which it ends.
 */
@NullMarked
package io.robustdb.it.scenarios.steps;

import org.jspecify.annotations.NullMarked;
