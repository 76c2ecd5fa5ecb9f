package io.robustdb.it.failures;

import java.util.Locale;

/** A shape of code that forgets what its failed check leaves. */
enum Form {
  /** A connection in a method that opens and checks; its caller tries again. */
  METHOD,
  /** A connection in a method that opens, checks and tries again. */
  LOOP,
  /** A connection with work in its transaction, which the application does not like. */
  TRANSACTION,
  /** A pool with one connection in a method that opens and checks; its caller tries again. */
  POOL;

  /** As the program knows it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Until the method ends or opens again nobody looks at what it lost. */
  int leftForAMoment() {
    return this == LOOP ? 1 : 0;
  }
}
