package io.robustdb.confinement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ConstantDynamic;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** The code of one method as a list. Filled by reading a class file, not changed afterwards. */
final class MethodCode extends MethodVisitor {
  private final List<Instruction> instructions = new ArrayList<>();
  private final Map<Label, Integer> labels = new HashMap<>();
  private final List<Range> ranges = new ArrayList<>();
  private final ClassFile declaring;
  private final String name;
  private final String descriptor;
  private final int access;
  private int locals;
  private int stack;
  private int line;

  MethodCode(ClassFile declaring, int access, String name, String descriptor) {
    super(Opcodes.ASM9);
    this.declaring = declaring;
    this.access = access;
    this.name = name;
    this.descriptor = descriptor;
  }

  /** What an exception in a part of the code goes to. */
  private record Range(Label from, Label to, Label handler) {}

  ClassFile declaring() {
    return declaring;
  }

  boolean is(String otherName, String otherDescriptor) {
    return name.equals(otherName) && descriptor.equals(otherDescriptor);
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  /** Whether no sub class has another method in its place. */
  boolean isNeverOverridden() {
    return isStatic()
        || isConstructor()
        || (access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0
        || declaring.isFinal();
  }

  /** Whether it has code to look at: not abstract, not native. */
  boolean hasCode() {
    return !instructions.isEmpty();
  }

  boolean isAbstract() {
    return (access & Opcodes.ACC_ABSTRACT) != 0;
  }

  String name() {
    return name;
  }

  String descriptor() {
    return descriptor;
  }

  /** The number of slots for local variables. */
  int locals() {
    return locals;
  }

  /** The number of slots that the operand stack takes at most. */
  int stack() {
    return stack;
  }

  int size() {
    return instructions.size();
  }

  Instruction at(int index) {
    return instructions.get(index);
  }

  /** The index of the instruction that a label stands before. */
  int indexOf(Label label) {
    return labels.getOrDefault(label, instructions.size());
  }

  /** The indexes of the handlers that an exception of an instruction may go to. */
  List<Integer> handlersOf(int index) {
    List<Integer> handlers = new ArrayList<>();
    for (Range range : ranges) {
      if (indexOf(range.from()) <= index && index < indexOf(range.to())) {
        handlers.add(indexOf(range.handler()));
      }
    }
    return handlers;
  }

  @Override
  public void visitLabel(Label label) {
    labels.put(label, instructions.size());
  }

  @Override
  public void visitLineNumber(int number, Label label) {
    line = number;
  }

  @Override
  public void visitInsn(int opcode) {
    add(opcode, 0, null, List.of());
  }

  @Override
  public void visitIntInsn(int opcode, int operand) {
    add(opcode, 0, null, List.of());
  }

  @Override
  public void visitVarInsn(int opcode, int variable) {
    add(opcode, variable, null, List.of());
  }

  @Override
  public void visitIincInsn(int variable, int increment) {
    add(Opcodes.IINC, variable, null, List.of());
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    add(opcode, 0, new Instruction.Member(type, "", ""), List.of());
  }

  @Override
  public void visitFieldInsn(int opcode, String owner, String field, String type) {
    add(opcode, 0, new Instruction.Member(owner, field, type), List.of());
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String method, String ofMethod, boolean isInterface) {
    add(opcode, 0, new Instruction.Member(owner, method, ofMethod), List.of());
  }

  @Override
  public void visitInvokeDynamicInsn(
      String method, String ofMethod, Handle bootstrap, Object... arguments) {
    add(
        Opcodes.INVOKEDYNAMIC,
        0,
        new Instruction.Member(bootstrap.getOwner(), method, ofMethod),
        List.of());
  }

  @Override
  public void visitJumpInsn(int opcode, Label target) {
    add(opcode, 0, null, List.of(target));
  }

  @Override
  public void visitLdcInsn(Object value) {
    boolean wide =
        value instanceof Long
            || value instanceof Double
            || (value instanceof ConstantDynamic dynamic && dynamic.getSize() == 2);
    add(Opcodes.LDC, wide ? 2 : 1, null, List.of());
  }

  @Override
  public void visitTableSwitchInsn(int from, int to, Label otherwise, Label... targets) {
    visitSwitch(Opcodes.TABLESWITCH, otherwise, targets);
  }

  @Override
  public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] targets) {
    visitSwitch(Opcodes.LOOKUPSWITCH, otherwise, targets);
  }

  @Override
  public void visitMultiANewArrayInsn(String type, int dimensions) {
    add(Opcodes.MULTIANEWARRAY, dimensions, new Instruction.Member(type, "", ""), List.of());
  }

  @Override
  public void visitTryCatchBlock(Label from, Label to, Label handler, @Nullable String type) {
    ranges.add(new Range(from, to, handler));
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    stack = maxStack;
    locals = maxLocals;
  }

  /** The number of parameters, {@code this} included. */
  int parameters() {
    return Type.getArgumentTypes(descriptor).length + (isStatic() ? 0 : 1);
  }

  private void visitSwitch(int opcode, Label otherwise, Label[] targets) {
    List<Label> all = new ArrayList<>(List.of(targets));
    all.add(otherwise);
    add(opcode, 0, null, all);
  }

  private void add(
      int opcode, int operand, Instruction.@Nullable Member member, List<Label> targets) {
    instructions.add(new Instruction(opcode, operand, member, targets, line));
  }
}
