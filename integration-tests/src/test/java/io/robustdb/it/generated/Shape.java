package io.robustdb.it.generated;

/** In what kind of code one level of a program stands. */
enum Shape {
  METHOD,
  STATIC,
  /** Calls itself twice before it does anything. */
  RECURSION,
  /** A lambda that is called through its interface. */
  LAMBDA,
  /** The method of an anonymous class. */
  INNER_CLASS,
  CONSTRUCTOR,
  /** The constructor of a super class. */
  INHERITED_CONSTRUCTOR;

  boolean isConstructor() {
    return this == CONSTRUCTOR || this == INHERITED_CONSTRUCTOR;
  }

  /** Whether the call says by its type what it returns. */
  boolean isTyped() {
    return this == METHOD || this == STATIC || this == RECURSION;
  }
}
