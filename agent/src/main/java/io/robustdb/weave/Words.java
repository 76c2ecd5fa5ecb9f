package io.robustdb.weave;

import java.nio.charset.StandardCharsets;

/**
 * A few words and the search for any of them in bytes. Looks for a letter of each that is rare in
 * class files: whoever skips bytes instead waits for each one to know the next. Immutable.
 */
final class Words {
  /** Any class that names one may have to do with JDBC. */
  static final Words JDBC =
      new Words(
          new Word("java/sql/", 'q'),
          new Word("javax/sql/", 'q'),
          new Word("DataSource", 'S'),
          new Word("ConnectionPool", 'P'));

  /** A class that has one in its own name may be a part of a driver. */
  static final Words DRIVER =
      new Words(
          new Word("Connection", 'C'),
          new Word("Statement", 'S'),
          new Word("Driver", 'D'),
          new Word("ResultSet", 'R'));

  private final Word[] words;
  private final boolean[] rare = new boolean[256];

  private Words(Word... words) {
    this.words = words;
    for (Word word : words) {
      rare[word.rare] = true;
    }
  }

  /** Whether one of them stands in a part of a file. */
  boolean isAnyIn(byte[] file, int from, int to) {
    for (int index = from; index < to; index++) {
      if (isAnyAround(file, index, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of them stands in a part of a file where this byte is its rare letter. */
  boolean isAnyAround(byte[] file, int index, int from, int to) {
    return rare[file[index] & 0xFF] && matches(file, index, from, to);
  }

  private boolean matches(byte[] file, int index, int from, int to) {
    for (Word word : words) {
      if (file[index] == word.rare && word.isAt(file, index - word.before, from, to)) {
        return true;
      }
    }
    return false;
  }

  private static final class Word {
    private final byte[] bytes;
    private final char rare;
    private final int before;

    Word(String word, char rare) {
      this.bytes = word.getBytes(StandardCharsets.US_ASCII);
      this.rare = rare;
      this.before = word.indexOf(rare);
    }

    boolean isAt(byte[] file, int start, int from, int to) {
      if (start < from || start + bytes.length > to) {
        return false;
      }
      for (int index = 0; index < bytes.length; index++) {
        if (file[start + index] != bytes[index]) {
          return false;
        }
      }
      return true;
    }
  }
}
