package io.robustdb.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the lines of this module's sources that a report should name, by the comment {@code //
 * site: NAME} at their end. Stateless.
 */
public final class Sources {
  private Sources() {}

  /** The number, from 1, of the one line of the class that ends with {@code // site: name}. */
  public static int lineOf(Class<?> type, String name) {
    Path file =
        BuildFolder.module()
            .resolve("src/test/java")
            .resolve(type.getName().replace('.', '/') + ".java");
    List<String> lines = read(file);
    List<Integer> numbers =
        IntStream.range(0, lines.size())
            .filter(index -> lines.get(index).endsWith("// site: " + name))
            .mapToObj(index -> index + 1)
            .toList();
    if (numbers.size() != 1) {
      throw new IllegalArgumentException(
          "expected one line that ends with '// site: " + name + "' in " + file + ": " + numbers);
    }
    return numbers.get(0);
  }

  private static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
