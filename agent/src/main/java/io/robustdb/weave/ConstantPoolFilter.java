package io.robustdb.weave;

import java.util.Arrays;

/**
 * Rejects classes that cannot need weaving by a look at their constant pool alone (JVMS 4.4): a
 * class passes that names a type of JDBC, or a type that by its name may be a pool, or that itself
 * or whose super class may be a part of a driver by its name. Costs some microseconds a class.
 *
 * <p>Stateless.
 */
final class ConstantPoolFilter {
  private static final byte[][] ANYWHERE = {
    ascii("java/sql/"), ascii("javax/sql/"), ascii("DataSource"), ascii("ConnectionPool")
  };
  private static final String[] IN_OWN_NAMES = {"Connection", "Statement", "Driver", "ResultSet"};

  /** The length of the shortest of the words. */
  private static final int SHORTEST = 9;

  /**
   * By a byte: how far a word's first {@link #SHORTEST} bytes can be from ending there, at least.
   */
  private static final byte[] AHEAD = ahead();

  private ConstantPoolFilter() {}

  /** Whether a class file may need weaving. A file that cannot be read does not. */
  static boolean passes(byte[] classFile) {
    try {
      return scan(classFile);
    } catch (IndexOutOfBoundsException malformed) {
      return false;
    }
  }

  private static boolean scan(byte[] file) {
    int count = unsigned16(file, 8);
    int[] offsets = new int[count];
    int offset = 10;
    for (int index = 1; index < count; index++) {
      offsets[index] = offset;
      int tag = file[offset];
      switch (tag) {
        case 1 -> {
          int length = unsigned16(file, offset + 1);
          if (names(file, offset + 3, offset + 3 + length)) {
            return true;
          }
          offset += 3 + length;
        }
        case 3, 4, 9, 10, 11, 12, 17, 18 -> offset += 5;
        case 5, 6 -> {
          offset += 9;
          index++;
        }
        case 7, 8, 16, 19, 20 -> offset += 3;
        case 15 -> offset += 4;
        default -> {
          return false;
        }
      }
    }
    return ownNamePasses(file, offsets, unsigned16(file, offset + 2))
        || ownNamePasses(file, offsets, unsigned16(file, offset + 4));
  }

  /** Looks at one byte in several, as Horspool's search does: of the {@link #SHORTEST} next. */
  private static boolean names(byte[] file, int from, int to) {
    int index = from + SHORTEST - 1;
    while (index < to) {
      int ahead = AHEAD[file[index] & 0xFF];
      if (ahead == 0) {
        for (byte[] word : ANYWHERE) {
          if (startsWith(file, index - SHORTEST + 1, to, word)) {
            return true;
          }
        }
        ahead = 1;
      }
      index += ahead;
    }
    return false;
  }

  private static boolean startsWith(byte[] file, int from, int to, byte[] word) {
    if (to - from < word.length) {
      return false;
    }
    for (int index = 0; index < word.length; index++) {
      if (file[from + index] != word[index]) {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings(
      "deprecation") // the one constructor that takes bytes for characters without a decoder
  private static boolean ownNamePasses(byte[] file, int[] offsets, int classIndex) {
    if (classIndex == 0) {
      return false;
    }
    int utf8 = offsets[unsigned16(file, offsets[classIndex] + 1)];
    String name = new String(file, 0, utf8 + 3, unsigned16(file, utf8 + 1));
    if (name.startsWith("java/")) {
      return false;
    }
    for (String part : IN_OWN_NAMES) {
      if (name.contains(part)) {
        return true;
      }
    }
    return false;
  }

  private static int unsigned16(byte[] file, int offset) {
    return (file[offset] & 0xFF) << 8 | (file[offset + 1] & 0xFF);
  }

  private static byte[] ascii(String word) {
    byte[] bytes = new byte[word.length()];
    for (int index = 0; index < bytes.length; index++) {
      bytes[index] = (byte) word.charAt(index);
    }
    return bytes;
  }

  private static byte[] ahead() {
    byte[] ahead = new byte[256];
    Arrays.fill(ahead, (byte) SHORTEST);
    for (byte[] word : ANYWHERE) {
      for (int index = 0; index < SHORTEST; index++) {
        int character = word[index];
        ahead[character] = (byte) Math.min(ahead[character], SHORTEST - 1 - index);
      }
    }
    return ahead;
  }
}
