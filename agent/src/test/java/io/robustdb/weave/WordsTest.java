package io.robustdb.weave;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The search by rare letters finds what a plain search finds. */
final class WordsTest {
  @Test
  void findsWhatAPlainSearchFinds() {
    List<String> wrong = new ArrayList<>();
    int[] found = new int[1];
    ClassFiles.forEach(
        (name, file) -> {
          String text = new String(file, StandardCharsets.ISO_8859_1);
          boolean jdbc = Words.JDBC.isAnyIn(file, 0, file.length);
          boolean opening = Words.OPENING.isAnyIn(file, 0, file.length);
          boolean driver = Words.DRIVER.isAnyIn(file, 0, file.length);
          if (jdbc != hasAny(text, "java/sql/", "javax/sql/", "DataSource", "ConnectionPool")
              || opening != hasAny(text, "Connection;", "DataSource", "ConnectionPool")
              || driver != hasAny(text, "Connection", "Statement", "Driver", "ResultSet")) {
            wrong.add(name);
          }
          found[0] += jdbc && opening && driver ? 1 : 0;
        });

    assertThat(wrong).isEmpty();
    assertThat(found[0]).isGreaterThan(100);
  }

  @Test
  void looksAtAPartOnly() {
    byte[] file = "xxDataSourcexx".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(Words.JDBC.isAnyIn(file, 2, 12)).isTrue();
    assertThat(Words.JDBC.isAnyIn(file, 3, 12)).isFalse();
    assertThat(Words.JDBC.isAnyIn(file, 2, 11)).isFalse();
    assertThat(Words.JDBC.isAnyIn(file, 6, 7)).isFalse();
    assertThat(Words.JDBC.isAnyIn(file, 5, 5)).isFalse();
  }

  private static boolean hasAny(String text, String... words) {
    for (String word : words) {
      if (text.contains(word)) {
        return true;
      }
    }
    return false;
  }
}
