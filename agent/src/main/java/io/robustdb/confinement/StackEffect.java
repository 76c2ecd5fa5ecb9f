package io.robustdb.confinement;

import net.bytebuddy.jar.asm.Opcodes;

/**
 * How many slots of the operand stack the instructions take and give that do nothing but compute
 * (JVMS 6.5), {@code long} and {@code double} in two.
 */
final class StackEffect {
  private static final int SHIFT = 4;
  private static final int MASK = 0xF;

  private StackEffect() {}

  static int taken(int opcode) {
    return of(opcode) >> SHIFT;
  }

  static int given(int opcode) {
    return of(opcode) & MASK;
  }

  private static int of(int opcode) {
    return switch (opcode) {
      case Opcodes.NOP, Opcodes.IINC, Opcodes.GOTO, Opcodes.RETURN -> 0x00;
      case Opcodes.LCONST_0, Opcodes.LCONST_1, Opcodes.DCONST_0, Opcodes.DCONST_1 -> 0x02;
      case Opcodes.LLOAD, Opcodes.DLOAD -> 0x02;
      case Opcodes.IALOAD, Opcodes.FALOAD, Opcodes.BALOAD, Opcodes.CALOAD, Opcodes.SALOAD -> 0x21;
      case Opcodes.LALOAD, Opcodes.DALOAD -> 0x22;
      case Opcodes.ISTORE, Opcodes.FSTORE, Opcodes.POP -> 0x10;
      case Opcodes.LSTORE, Opcodes.DSTORE, Opcodes.POP2 -> 0x20;
      case Opcodes.IASTORE, Opcodes.FASTORE, Opcodes.BASTORE, Opcodes.CASTORE, Opcodes.SASTORE ->
          0x30;
      case Opcodes.LASTORE, Opcodes.DASTORE -> 0x40;
      case Opcodes.LNEG, Opcodes.DNEG, Opcodes.L2D, Opcodes.D2L -> 0x22;
      case Opcodes.INEG, Opcodes.FNEG, Opcodes.I2F, Opcodes.F2I -> 0x11;
      case Opcodes.I2B, Opcodes.I2C, Opcodes.I2S -> 0x11;
      case Opcodes.INSTANCEOF, Opcodes.ARRAYLENGTH -> 0x11;
      case Opcodes.I2L, Opcodes.I2D, Opcodes.F2L, Opcodes.F2D -> 0x12;
      case Opcodes.L2I, Opcodes.L2F, Opcodes.D2I, Opcodes.D2F -> 0x21;
      case Opcodes.LSHL, Opcodes.LSHR, Opcodes.LUSHR -> 0x32;
      case Opcodes.LCMP, Opcodes.DCMPL, Opcodes.DCMPG -> 0x41;
      case Opcodes.FCMPL, Opcodes.FCMPG -> 0x21;
      case Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> 0x10;
      case Opcodes.TABLESWITCH, Opcodes.LOOKUPSWITCH -> 0x10;
      case Opcodes.IRETURN, Opcodes.FRETURN -> 0x10;
      case Opcodes.LRETURN, Opcodes.DRETURN -> 0x20;
      default -> ofRange(opcode);
    };
  }

  private static int ofRange(int opcode) {
    if (opcode <= Opcodes.SIPUSH || opcode == Opcodes.ILOAD || opcode == Opcodes.FLOAD) {
      return 0x01; // the constants that take one slot
    }
    if (opcode >= Opcodes.IADD && opcode <= Opcodes.LXOR) {
      return isOfTwoSlots(opcode) ? 0x42 : 0x21;
    }
    if (opcode >= Opcodes.IFEQ && opcode <= Opcodes.IFLE) {
      return 0x10;
    }
    if (opcode >= Opcodes.IF_ICMPEQ && opcode <= Opcodes.IF_ACMPNE) {
      return 0x20;
    }
    if (opcode == Opcodes.IFNULL || opcode == Opcodes.IFNONNULL) {
      return 0x10;
    }
    throw new UnknownFlow("the instruction " + opcode);
  }

  /** Arithmetic comes by type: int, long, float, double; of bits and shifts only the first two. */
  private static boolean isOfTwoSlots(int opcode) {
    return (opcode - Opcodes.IADD) % 2 == 1;
  }
}
