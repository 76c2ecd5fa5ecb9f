package io.robustdb.benchmark.programs;

import java.util.Arrays;

/** Takes a program's arguments apart. */
final class Arguments {
  private Arguments() {}

  static String[] afterFirst(String... arguments) {
    return Arrays.copyOfRange(arguments, 1, arguments.length);
  }
}
