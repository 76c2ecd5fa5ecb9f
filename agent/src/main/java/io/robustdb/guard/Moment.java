package io.robustdb.guard;

import org.jspecify.annotations.Nullable;

/**
 * When the guard looks: as a method ends, or before one opens again. Immutable.
 *
 * @param ends whether the innermost method that is not ours is ending
 * @param result what it returns; null for nothing
 * @param thrown what it ends with; null where it returns
 */
record Moment(boolean ends, @Nullable Object result, @Nullable Throwable thrown) {
  static final Moment OPENS_AGAIN = new Moment(false, null, null);
}
