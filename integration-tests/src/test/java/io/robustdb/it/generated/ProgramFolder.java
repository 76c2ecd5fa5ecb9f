package io.robustdb.it.generated;

import io.robustdb.it.harness.JavaSources;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The programs of a seed, from one number to another: their sources and classes in a folder.
 * Immutable once made.
 */
public final class ProgramFolder {
  private final Path folder;
  private final Statistics statistics = new Statistics();

  /**
   * Makes them up and compiles them.
   *
   * @param folder is made where it does not exist
   */
  public ProgramFolder(Path folder, long seed, int first, int count) throws IOException {
    this.folder = folder;
    List<Path> sources = new ArrayList<>();
    for (int number = first; number < first + count; number++) {
      Program program = ProgramGenerator.program(seed, number);
      Oracle oracle = new Oracle();
      List<String> expected = oracle.expected(program);
      statistics.add(oracle.resources(), expected);
      Path source = source(number);
      Files.createDirectories(Objects.requireNonNull(source.getParent()));
      Files.writeString(source, ProgramSource.of(program, expected));
      sources.add(source);
    }
    JavaSources.compile(sources, classes());
  }

  /** For the class path. */
  public Path classes() {
    return folder.resolve("classes");
  }

  /** The source of a program. */
  public String sourceOf(int number) throws IOException {
    return Files.readString(source(number));
  }

  public Statistics statistics() {
    return statistics;
  }

  private Path source(int number) {
    return folder.resolve("sources/" + ProgramSource.className(number).replace('.', '/') + ".java");
  }
}
