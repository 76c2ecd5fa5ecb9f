package io.robustdb.weave;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The constant pool of a class file (JVMS 4.4), read where it stands. Immutable. */
final class ConstantPool {
  private static final int FIRST = 10;
  private static final int UTF8 = 1;

  private final byte[] file;

  /** By index: where the entry stands in the file, its tag first; 0 for an index of no entry. */
  private final int[] offsets;

  private final int end;

  private ConstantPool(byte[] file, int[] offsets, int end) {
    this.file = file;
    this.offsets = offsets;
    this.end = end;
  }

  /**
   * Finds the entries.
   *
   * @throws IllegalArgumentException where a kind of entry is not known
   * @throws IndexOutOfBoundsException where the file ends too early
   */
  static ConstantPool of(byte[] file) {
    int[] offsets = new int[unsigned16(file, 8)];
    int offset = FIRST;
    for (int index = 1; index < offsets.length; index++) {
      offsets[index] = offset;
      int tag = file[offset];
      switch (tag) {
        case UTF8 -> offset += 3 + unsigned16(file, offset + 1);
        case 3, 4, 9, 10, 11, 12, 17, 18 -> offset += 5;
        case 5, 6 -> {
          offset += 9;
          index++;
        }
        case 7, 8, 16, 19, 20 -> offset += 3;
        case 15 -> offset += 4;
        default -> throw new IllegalArgumentException("no constant is known with the tag " + tag);
      }
    }
    return new ConstantPool(file, offsets, offset);
  }

  /** Where the pool ends in the file and the class begins. */
  int end() {
    return end;
  }

  /** The number of indexes, 0 included. */
  int size() {
    return offsets.length;
  }

  /** The tag of an entry; 0 for an index that has none. */
  int tag(int index) {
    return offsets[index] == 0 ? 0 : file[offsets[index]];
  }

  /** The first number of an entry that consists of one or two of them: an index of the pool. */
  int first(int index) {
    return unsigned16(file, offsets[index] + 1);
  }

  /** The second number of an entry that consists of two: an index of the pool. */
  int second(int index) {
    return unsigned16(file, offsets[index] + 3);
  }

  /** Whether one of some words stands in any of the texts. */
  boolean names(Words words) {
    return words.isAnyIn(file, FIRST, end);
  }

  /** By index: whether it is a {@code CONSTANT_Utf8} in which one of some words stands. */
  boolean[] textsWith(Words words) {
    boolean[] texts = new boolean[offsets.length];
    for (int index = 1; index < texts.length; index++) {
      texts[index] = tag(index) == UTF8 && hasAny(words, index);
    }
    return texts;
  }

  /** The text of a {@code CONSTANT_Utf8} (JVMS 4.4.7). */
  @SuppressWarnings(
      "deprecation") // the one constructor that takes bytes for characters without a decoder
  String text(int index) {
    int offset = offsets[index] + 1;
    int length = unsigned16(file, offset);
    for (int at = offset + 2; at < offset + 2 + length; at++) {
      if (file[at] < 0) {
        return readText(offset, length);
      }
    }
    return new String(file, 0, offset + 2, length);
  }

  /** Whether a {@code CONSTANT_Utf8} is some text. */
  boolean is(int index, String text) {
    int offset = offsets[index] + 1;
    int length = unsigned16(file, offset);
    for (int at = 0; at < text.length(); at++) {
      char letter = text.charAt(at);
      if (letter == 0 || letter > 0x7F) { // more than one byte
        return text(index).equals(text);
      }
      if (at == length || file[offset + 2 + at] != letter) {
        return false;
      }
    }
    return length == text.length();
  }

  /** Whether one of some words stands in a {@code CONSTANT_Utf8}. */
  boolean hasAny(Words words, int index) {
    int offset = offsets[index] + 1;
    return words.isAnyIn(file, offset + 2, offset + 2 + unsigned16(file, offset));
  }

  /** The name of a {@code CONSTANT_Class}, with slashes. */
  String className(int index) {
    return text(first(index));
  }

  private String readText(int offset, int length) {
    try (DataInputStream input =
        new DataInputStream(new ByteArrayInputStream(file, offset, 2 + length))) {
      return input.readUTF();
    } catch (IOException malformed) {
      throw new UncheckedIOException(malformed);
    }
  }

  static int unsigned16(byte[] file, int offset) {
    return (file[offset] & 0xFF) << 8 | (file[offset + 1] & 0xFF);
  }
}
