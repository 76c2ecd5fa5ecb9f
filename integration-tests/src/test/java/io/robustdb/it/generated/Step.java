package io.robustdb.it.generated;

/** A piece of a program that returns nothing. */
public interface Step {
  /** Does it. */
  void run() throws Exception;
}
