package io.robustdb.jdk;

/** To whom the objects of a class belong, as far as holding another object goes. */
public enum Ownership {
  /** To the agent: holds nothing. */
  AGENT,
  /** To the JDK: holds for whoever gave it the object. */
  JDK,
  /** To the library of the object itself, whose own book-keeping is no use of it. */
  OWN,
  /** To anybody else, who can use what he holds. */
  OTHER
}
