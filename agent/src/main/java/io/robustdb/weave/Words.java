package io.robustdb.weave;

import java.nio.charset.StandardCharsets;

/**
 * A few words and the search for any of them in bytes. Looks for three letters of each that are
 * rare in class files: whoever skips bytes instead waits for each one to know the next, and whoever
 * compares words in the loop has the JVM's compiler unroll all of it. Immutable.
 */
final class Words {
  /** Any class that names one may have to do with JDBC. */
  static final Words JDBC =
      new Words(
          new Word("java/sql/", 'q'),
          new Word("javax/sql/", 'q'),
          new Word("DataSource", 'S'),
          new Word("ConnectionPool", 'P'));

  /** A class that names none makes no call that opens anything. */
  static final Words OPENING =
      new Words(
          new Word("Connection;", 'c'),
          new Word("DataSource", 'S'),
          new Word("ConnectionPool", 'P'));

  /** A class that has one in its own name may be a part of a driver. */
  static final Words DRIVER =
      new Words(
          new Word("Connection", 'c'),
          new Word("Statement", 'm'),
          new Word("Driver", 'v'),
          new Word("ResultSet", 'S'));

  private final Word[] words;

  /** By letter: what stands before and behind it in each word that is looked for by it; 0: none. */
  private final char[] neighbours = new char[256];

  private Words(Word... words) {
    this.words = words;
    for (Word word : words) {
      char known = neighbours[word.rare];
      if (known != 0 && known != word.neighbours()) {
        throw new IllegalArgumentException("two words cannot be found by the same " + word.rare);
      }
      neighbours[word.rare] = word.neighbours();
    }
  }

  /** Whether one of them stands in a part of a file. */
  boolean isAnyIn(byte[] file, int from, int to) {
    for (int index = from + 1; index < to - 1; index++) {
      if (isAnyAround(file, index, from, to)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether one of them stands in a part of a file where this byte, neither the first nor the last
   * of the part, is its rare letter.
   */
  boolean isAnyAround(byte[] file, int index, int from, int to) {
    char sought = neighbours[file[index] & 0xFF];
    return sought != 0
        && sought == ((file[index - 1] & 0xFF) << 8 | (file[index + 1] & 0xFF))
        && matches(file, index, from, to);
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

    /**
     * @param rare a letter in the midst of the word; its first occurrence counts
     */
    Word(String word, char rare) {
      this.bytes = word.getBytes(StandardCharsets.US_ASCII);
      this.rare = rare;
      this.before = word.indexOf(rare);
    }

    char neighbours() {
      return (char) (bytes[before - 1] << 8 | bytes[before + 1]);
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
