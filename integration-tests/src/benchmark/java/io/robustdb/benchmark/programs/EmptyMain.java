package io.robustdb.benchmark.programs;

/** Does nothing. */
public final class EmptyMain {
  private EmptyMain() {}

  public static void main(String[] arguments) {}
}
