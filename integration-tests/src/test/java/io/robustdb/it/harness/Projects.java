package io.robustdb.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** The projects below {@code src/projects}, whose builds are tested. Stateless. */
final class Projects {
  private Projects() {}

  /** A fresh copy of one, with what all of them have that are nothing but tests. */
  static Path copyOf(String project) {
    try {
      Path parent = Files.createDirectories(BuildFolder.target().resolve("projects"));
      Path copy = Files.createTempDirectory(parent, project);
      Path projects = BuildFolder.module().resolve("src/projects");
      copy(projects.resolve(project), copy);
      if (!Files.exists(copy.resolve("src/main"))) {
        copy(projects.resolve("common"), copy);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            Files.createDirectories(to.resolve(from.relativize(folder)));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.copy(file, to.resolve(from.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
