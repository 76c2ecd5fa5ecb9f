package io.robustdb.it.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A JDK to test on. Immutable.
 *
 * @param feature its feature version, 17 or above
 * @param home the folder that holds {@code bin}
 */
public record Jdk(int feature, Path home) {
  private static final int OLDEST = 17;
  private static final Path LINUX_HOMES = Path.of("/usr/lib/jvm");

  /** The one that runs the tests. */
  public static Jdk current() {
    return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
  }

  /** The one with the highest feature version, which may be the running one. */
  public static Jdk newest() {
    List<Jdk> all = all();
    return all.get(all.size() - 1);
  }

  /**
   * One for each feature version, ascending: the running one, then those of the property {@code
   * robustdb.test.jdks} (folders, separated as in a class path), then those below {@code
   * /usr/lib/jvm}.
   *
   * @throws IllegalArgumentException where the property names a folder that is no such JDK
   */
  public static List<Jdk> all() {
    TreeMap<Integer, Jdk> byFeature = new TreeMap<>();
    Jdk current = current();
    byFeature.put(current.feature(), current);
    named().forEach(jdk -> byFeature.putIfAbsent(jdk.feature(), jdk));
    installed().forEach(jdk -> byFeature.putIfAbsent(jdk.feature(), jdk));
    return List.copyOf(byFeature.values());
  }

  public Path java() {
    return tool("java");
  }

  public Path javac() {
    return tool("javac");
  }

  public Path jar() {
    return tool("jar");
  }

  @Override
  public String toString() {
    return "JDK " + feature;
  }

  /** One of its commands. */
  Path tool(String name) {
    String suffix = File.separatorChar == '\\' ? ".exe" : "";
    return home.resolve("bin").resolve(name + suffix);
  }

  private static List<Jdk> named() {
    String property = System.getProperty("robustdb.test.jdks", "");
    return Stream.of(property.split(File.pathSeparator))
        .filter(folder -> !folder.isBlank())
        .map(
            folder ->
                at(Path.of(folder.strip()))
                    .orElseThrow(
                        () ->
                            new IllegalArgumentException(
                                "robustdb.test.jdks names '" + folder + "', which is no JDK 17+")))
        .toList();
  }

  private static List<Jdk> installed() {
    if (!Files.isDirectory(LINUX_HOMES)) {
      return List.of();
    }
    try (Stream<Path> homes = Files.list(LINUX_HOMES)) {
      return homes.sorted().flatMap(home -> at(home).stream()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Without javac it is a JRE, which distributions put beside JDKs. */
  private static Optional<Jdk> at(Path home) {
    OptionalInt feature = featureOf(home.resolve("release"));
    if (feature.isEmpty() || feature.getAsInt() < OLDEST) {
      return Optional.empty();
    }
    return Optional.of(new Jdk(feature.getAsInt(), home))
        .filter(jdk -> Files.isExecutable(jdk.javac()));
  }

  private static OptionalInt featureOf(Path release) {
    if (!Files.isReadable(release)) {
      return OptionalInt.empty();
    }
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
    if (version.isEmpty() || version.startsWith("1.")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Runtime.Version.parse(version).feature());
  }
}
