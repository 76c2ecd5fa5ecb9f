package io.robustdb.it.generated;

/** Where the level that checks declares its variable. */
enum Scope {
  INSIDE_TRY,
  BEFORE_TRY,
  /** Outside of the loop. */
  BEFORE_LOOP
}
