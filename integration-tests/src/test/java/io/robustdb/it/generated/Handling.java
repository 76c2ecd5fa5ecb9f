package io.robustdb.it.generated;

/** What the level that catches a failure does besides. */
enum Handling {
  /** Nothing. */
  SWALLOWS,
  CLOSES,
  /** Returns what has failed to its caller, who uses it. */
  RETURNS_IT,
  /** The same, and the caller has it on its operand stack while it opens another one. */
  RETURNS_BOTH,
  /** Returns what has failed to its caller, who drops it. */
  RETURNS_IT_IN_VAIN,
  /** Takes it out of the exception and uses it. */
  USES_CARRIED
}
