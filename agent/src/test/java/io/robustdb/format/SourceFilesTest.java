package io.robustdb.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Source lines are shown without what may be a secret in them. */
final class SourceFilesTest {
  private static final StackTraceElement LIBRARY =
      new StackTraceElement("org.example.Driver", "connect", "Driver.java", 256);

  /** A library's class may be called as one of ours. */
  @Test
  void aFileOfTheSameNameIsNotTheSource(@TempDir Path folder) throws IOException {
    Path own = Files.createDirectories(folder.resolve("src/main/java/shop"));
    Files.writeString(own.resolve("Driver.java"), "package shop;\n");
    SourceFiles sources = SourceFiles.below(folder);

    assertThat(sources.of(LIBRARY)).isNull();
    assertThat(sources.of(new StackTraceElement("shop.Driver", "connect", "Driver.java", 1)))
        .isEqualTo("src/main/java/shop/Driver.java");
  }

  @Test
  void stringsAreEmptyAndLinesStayWhereTheyAre(@TempDir Path folder) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("Dao.java"),
            """
            class Dao { // an inch is 1" long
              String url = "jdbc:x://host"; /* and " too */ Object a = open("marked1", "mar\\"ked2");
              boolean quote = letter == '"' && open("marked3");
              String block = \"""
                marked4
                  "marked5"
                \""";
              int last = '\\\\';
            }
            """);

    assertThat(SourceFiles.NONE.lines(file.toString()))
        .hasSize(9)
        .noneMatch(line -> line.contains("marked"))
        .contains(
            "  String url = \"…\"; /* and \" too */ Object a = open(\"…\", \"…\");",
            "  boolean quote = letter == '\"' && open(\"…\");",
            "  int last = '\\\\';");
    assertThat(SourceFiles.NONE.lines(folder.resolve("none").toString())).isEmpty();
  }
}
