package io.robustdb.weave;

import static io.robustdb.weave.ConstantPool.unsigned16;

/** Goes through the calls that a method's code makes, by the bytes (JVMS 6.5). */
final class Invocations {
  private static final int TABLE_SWITCH = 170;
  private static final int LOOKUP_SWITCH = 171;
  private static final int VIRTUAL = 182;
  private static final int SPECIAL = 183;
  private static final int INTERFACE = 185;
  private static final int INCREMENT = 132;
  private static final int WIDE = 196;

  private final byte[] file;
  private final int start;
  private final int end;
  private int offset;
  private int next;

  /**
   * @param start where the code begins in the file
   * @param length of the code, in bytes
   */
  Invocations(byte[] file, int start, int length) {
    this.file = file;
    this.start = start;
    this.end = start + length;
    this.next = start;
  }

  /** Goes on to the next call; false where there is none. Calls of lambdas are none. */
  boolean next() {
    while (next < end) {
      offset = next;
      int code = file[offset] & 0xFF;
      next += length(code);
      if (code >= VIRTUAL && code <= INTERFACE) {
        return true;
      }
    }
    return false;
  }

  /** The index of the called method in the constant pool. */
  int called() {
    return unsigned16(file, offset + 1);
  }

  /** Whether it is a call of a constructor, of a private or of a super class's method. */
  boolean isSpecial() {
    return (file[offset] & 0xFF) == SPECIAL;
  }

  /** The length of an instruction with its operands, in bytes. */
  private int length(int code) {
    return switch (code) {
      case TABLE_SWITCH -> {
        int operands = operands();
        yield operands + 12 + 4 * (signed32(operands + 8) - signed32(operands + 4) + 1) - offset;
      }
      case LOOKUP_SWITCH -> {
        int operands = operands();
        yield operands + 8 + 8 * signed32(operands + 4) - offset;
      }
      case WIDE -> (file[offset + 1] & 0xFF) == INCREMENT ? 6 : 4;
      default -> fixedLength(code);
    };
  }

  /** Those of a switch begin at a multiple of four, counted from the begin of the code. */
  private int operands() {
    return start + ((offset - start + 4) & ~3);
  }

  private static int fixedLength(int code) {
    if (code < 16) { // constants
      return 1;
    }
    if (code <= 20) { // bipush, sipush, ldc, ldc_w, ldc2_w
      return code == 16 || code == 18 ? 2 : 3;
    }
    if (code <= 25 || (code >= 54 && code <= 58) || code == 169 || code == 188) {
      return 2; // loads and stores of a variable, ret, newarray
    }
    if (code < INCREMENT) { // variables 0 to 3, arrays, stack, arithmetic
      return 1;
    }
    if (code == INCREMENT || (code >= 153 && code <= 168) || (code >= 178 && code <= 184)) {
      return 3; // jumps, fields and calls
    }
    if (code == INTERFACE || code == 186 || code == 200 || code == 201) {
      return 5; // invokedynamic, goto_w, jsr_w
    }
    if (code == 187 || code == 189 || code == 192 || code == 193 || code == 198 || code == 199) {
      return 3; // types, ifnull, ifnonnull
    }
    return code == 197 ? 4 : 1; // multianewarray
  }

  private int signed32(int at) {
    return unsigned16(file, at) << 16 | unsigned16(file, at + 2);
  }
}
