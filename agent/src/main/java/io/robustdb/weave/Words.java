package io.robustdb.weave;

import java.nio.charset.StandardCharsets;

/**
 * A few words and the search for any of them in bytes. Looks at every fourth pair of bytes only: of
 * each word it knows four pairs that follow each other, of which one stands there, and takes such
 * as are rare in class files. Whoever skips by what was found instead waits for each byte to know
 * the next one, and whoever compares words in the loop has the JVM's compiler unroll all of it.
 * Immutable.
 */
final class Words {
  /** Any class that names one may have to do with JDBC. */
  static final Words JDBC =
      new Words(
          new Word("java/sql/", "/sql/"),
          new Word("javax/sql/", "/sql/"),
          new Word("DataSource", "aSour"),
          new Word("ConnectionPool", "nPool"));

  /** A class that names none makes no call that opens anything. */
  static final Words OPENING =
      new Words(
          new Word("Connection;", "nnect"),
          new Word("DataSource", "aSour"),
          new Word("ConnectionPool", "nPool"));

  /** A class that has one in its own name may be a part of a driver. */
  static final Words DRIVER =
      new Words(
          new Word("Connection", "nnect"),
          new Word("Statement", "temen"),
          new Word("Driver", "Drive"),
          new Word("ResultSet", "ltSet"));

  private static final int STEP = 4;

  private final Word[] words;

  /**
   * By a pair of ASCII letters: where it stands in the part that is looked for, from 1; 0: none.
   */
  private final byte[] places = new byte[1 << 14];

  private Words(Word... words) {
    this.words = words;
    for (Word word : words) {
      for (int place = 0; place < STEP; place++) {
        int pair = pair(word.bytes, word.before + place);
        if (places[pair] != 0 && places[pair] != place + 1) {
          throw new IllegalArgumentException("a pair of letters stands at two places");
        }
        places[pair] = (byte) (place + 1);
      }
    }
  }

  /** Whether one of them stands in a part of a file. */
  boolean isAnyIn(byte[] file, int from, int to) {
    for (int index = from; index < to - 1; index += STEP) {
      int place = places[pair(file, index)];
      if (place != 0 && matches(file, index + 1 - place, from, to)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(byte[] file, int found, int from, int to) {
    for (Word word : words) {
      if (word.isAt(file, found - word.before, from, to)) {
        return true;
      }
    }
    return false;
  }

  /** Two bytes as one number; those that are no ASCII look like some that are. */
  private static int pair(byte[] file, int index) {
    return (file[index] & 0x7F) << 7 | (file[index + 1] & 0x7F);
  }

  private static final class Word {
    private final byte[] bytes;
    private final int before;

    /**
     * @param rare a part of the word, one letter longer than the step, that few class files hold
     */
    Word(String word, String rare) {
      this.bytes = word.getBytes(StandardCharsets.US_ASCII);
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
