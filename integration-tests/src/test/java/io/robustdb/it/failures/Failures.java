package io.robustdb.it.failures;

import io.robustdb.it.harness.Result;
import java.util.List;
import java.util.stream.Stream;

/** What a program said of its failed attempts. */
final class Failures {
  private Failures() {}

  /** The types and SQL states of its exceptions and their causes, each after its story's name. */
  static List<String> of(Result result) {
    return lines(result, " failed ").toList();
  }

  /** How many exceptions were added to one of the program's own. */
  static List<String> suppressed(Result result) {
    return lines(result, " suppressed ").toList();
  }

  private static Stream<String> lines(Result result, String word) {
    return result.stdout().lines().filter(line -> line.contains(word) && !line.startsWith("?"));
  }
}
