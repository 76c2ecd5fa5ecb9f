package io.robustdb.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Drivers and pools in the versions that the build copied to {@code target/libraries}, one folder a
 * version, each with what it needs to run. Stateless.
 */
public final class Libraries {
  private Libraries() {}

  /**
   * The jars of one library, such as {@code h2-2.5.252}.
   *
   * @throws IllegalArgumentException where the build copied no such library
   */
  public static List<Path> jars(String name) {
    Path folder = root().resolve(name);
    if (!Files.isDirectory(folder)) {
      throw missing(name);
    }
    return list(folder).filter(file -> file.toString().endsWith(".jar")).toList();
  }

  /**
   * The names of all copied versions of a library, such as {@code h2}, oldest first: under the
   * profile {@code full} several, else only the newest.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static List<String> versions(String library) {
    Pattern named = Pattern.compile(Pattern.quote(library) + "-[0-9].*");
    List<String> names =
        all().stream()
            .filter(name -> named.matcher(name).matches())
            .sorted(
                Comparator.comparing(name -> Version.parse(name.substring(library.length() + 1))))
            .toList();
    if (names.isEmpty()) {
      throw missing(library);
    }
    return names;
  }

  /**
   * The newest of its {@link #versions}.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static String newest(String library) {
    List<String> versions = versions(library);
    return versions.get(versions.size() - 1);
  }

  /** The names of everything that was copied. */
  public static List<String> all() {
    if (!Files.isDirectory(root())) {
      throw missing("libraries");
    }
    return list(root()).map(folder -> folder.getFileName().toString()).toList();
  }

  private static IllegalArgumentException missing(String name) {
    return new IllegalArgumentException(
        "no "
            + name
            + " in "
            + root()
            + ": run mvn pre-integration-test in this module, with -Pfull for older versions");
  }

  private static Path root() {
    return BuildFolder.target().resolve("libraries");
  }

  private static Stream<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
