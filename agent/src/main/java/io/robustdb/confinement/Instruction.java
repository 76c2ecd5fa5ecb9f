package io.robustdb.confinement;

import java.util.List;
import net.bytebuddy.jar.asm.Label;
import org.jspecify.annotations.Nullable;

/**
 * One instruction (JVMS 6.5). Immutable.
 *
 * @param operand the local variable, the number of dimensions, or the slots that a constant takes
 * @param member the field, method or call site that is named; null where none is
 * @param targets where it may jump to
 * @param line in the source, 0 where the class does not say
 */
record Instruction(
    int opcode, int operand, @Nullable Member member, List<Label> targets, int line) {

  /**
   * A field or method as an instruction names it, or a type alone.
   *
   * @param owner with slashes; for a dynamic call who links it
   * @param name empty for a type
   * @param descriptor empty for a type
   */
  record Member(String owner, String name, String descriptor) {}
}
