package io.robustdb.guard;

/**
 * Why a resource is left alone. Immutable.
 *
 * @param reason in words
 * @param byThreads whether nothing speaks for it but what other threads may have in variables
 * @param passing whether only a thread is in doubt that will have gone on in a moment
 */
record Kept(String reason, boolean byThreads, boolean passing) {
  Kept(String reason, boolean byThreads) {
    this(reason, byThreads, false);
  }
}
