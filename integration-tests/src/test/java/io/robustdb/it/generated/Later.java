package io.robustdb.it.generated;

/** What a program does with what it has kept. */
enum Later {
  /** Uses it with success and closes it. */
  USE,
  /** Closes it without another use. */
  CLOSE,
  /** Keeps it for ever. */
  NEVER,
  /** Forgets it as soon as its check has failed. */
  FORGET
}
