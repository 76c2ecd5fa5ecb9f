package io.robustdb.confinement;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Follows an object through one method, over all ways that its code may take.
 *
 * <p>Each slot holds a set of {@link Origins}. What it has made itself may be given the object
 * without its leaving the thread; anything else may be in the hands of others, so that a store
 * there ends the search, by {@link UnknownFlow}. Used once.
 */
final class MethodFlow {
  /** What the compiler itself makes dynamic calls for. */
  private static final Set<String> MAKERS =
      Set.of(
          "java/lang/invoke/LambdaMetafactory",
          "java/lang/invoke/StringConcatFactory",
          "java/lang/runtime/ObjectMethods",
          "java/lang/runtime/SwitchBootstraps");

  private final MethodCode code;
  private final Predicate<Instruction> gives;
  private final Callees callees;
  private final Origins origins;
  private final ArrayDeque<Integer> waiting = new ArrayDeque<>();
  private @Nullable Slots[] before = {};
  private long tainted;
  private long filled;
  private long result;

  /**
   * @param gives tells of a call whether it is one that gives the object
   */
  MethodFlow(MethodCode code, Predicate<Instruction> gives, Callees callees) {
    this.code = code;
    this.gives = gives;
    this.callees = callees;
    this.origins = new Origins(code.parameters());
  }

  /**
   * Follows it.
   *
   * @param leading the parameters that lead to the object
   * @throws UnknownFlow where it may have left the thread, or that cannot be told
   */
  Effect follow(long leading) {
    tainted = leading;
    long known;
    do {
      known = tainted;
      pass();
    } while (tainted != known);
    origins
        .types()
        .forEach(
            (origin, type) -> {
              if (leads(origin)) {
                callees.mustNotPassForIt(type, code);
              }
            });
    long parameters = origins.parameters();
    long returned = leads(result) ? Origins.LEADS : 0;
    if ((result & ~(parameters | Origins.LEADS)) != 0) {
      returned |= Origins.OTHERS; // the caller does not know what it is
    }
    return new Effect(returned | (result & parameters), filled & parameters);
  }

  private void pass() {
    before = new Slots[code.size()];
    go(0, atStart());
    while (!waiting.isEmpty()) {
      int index = waiting.remove();
      callees.count();
      Slots slots = Objects.requireNonNull(before[index]);
      for (int handler : code.handlersOf(index)) {
        go(handler, slots.inHandler());
      }
      Slots after = slots.copy();
      Instruction instruction = code.at(index);
      execute(index, instruction, after);
      for (Label target : instruction.targets()) {
        go(code.indexOf(target), after);
      }
      if (goesOn(instruction.opcode())) {
        go(index + 1, after);
      }
    }
  }

  private Slots atStart() {
    Slots slots = new Slots(code.locals(), code.stack() + 1);
    int slot = 0;
    int parameter = 0;
    if (!code.isStatic()) {
      slots.local(slot++, Origins.parameter(parameter++));
    }
    for (Type type : Type.getArgumentTypes(code.descriptor())) {
      slots.local(slot, isReference(type) ? Origins.parameter(parameter) : 0);
      slot += type.getSize();
      parameter++;
    }
    return slots;
  }

  private void go(int index, Slots slots) {
    Slots known = before[index];
    if (known == null) {
      before[index] = slots.copy();
      waiting.add(index);
    } else if (known.merge(slots)) {
      waiting.add(index);
    }
  }

  private static boolean goesOn(int opcode) {
    return !(opcode == Opcodes.GOTO
        || opcode == Opcodes.TABLESWITCH
        || opcode == Opcodes.LOOKUPSWITCH
        || opcode == Opcodes.ATHROW
        || (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN));
  }

  private void execute(int index, Instruction instruction, Slots slots) {
    int opcode = instruction.opcode();
    switch (opcode) {
      case Opcodes.ALOAD -> slots.push(slots.local(instruction.operand()));
      case Opcodes.ASTORE -> slots.local(instruction.operand(), slots.pop());
      case Opcodes.LDC -> slots.push(0, instruction.operand());
      case Opcodes.DUP -> slots.duplicate(1, 0);
      case Opcodes.DUP_X1 -> slots.duplicate(1, 1);
      case Opcodes.DUP_X2 -> slots.duplicate(1, 2);
      case Opcodes.DUP2 -> slots.duplicate(2, 0);
      case Opcodes.DUP2_X1 -> slots.duplicate(2, 1);
      case Opcodes.DUP2_X2 -> slots.duplicate(2, 2);
      case Opcodes.SWAP -> slots.swap();
      case Opcodes.CHECKCAST -> slots.push(slots.pop());
      case Opcodes.AALOAD -> {
        slots.pop();
        slots.push(within(slots.pop()) | Origins.OTHERS);
      }
      case Opcodes.AASTORE -> {
        long value = slots.pop();
        slots.pop();
        store(slots.pop(), value);
      }
      case Opcodes.ARETURN -> result |= slots.pop();
      case Opcodes.ATHROW -> hand(slots.pop());
      case Opcodes.NEW -> slots.push(origins.made(index, member(instruction).owner()));
      case Opcodes.NEWARRAY, Opcodes.ANEWARRAY -> {
        slots.pop();
        slots.push(origins.made(index, null));
      }
      case Opcodes.MULTIANEWARRAY -> {
        slots.pop(instruction.operand());
        slots.push(origins.made(index, null));
      }
      case Opcodes.GETSTATIC, Opcodes.PUTSTATIC, Opcodes.GETFIELD, Opcodes.PUTFIELD ->
          field(instruction, slots);
      case Opcodes.INVOKEVIRTUAL,
          Opcodes.INVOKESPECIAL,
          Opcodes.INVOKESTATIC,
          Opcodes.INVOKEINTERFACE,
          Opcodes.INVOKEDYNAMIC ->
          call(instruction, slots);
      default -> compute(instruction, slots);
    }
  }

  private static void compute(Instruction instruction, Slots slots) {
    int opcode = instruction.opcode();
    slots.pop(StackEffect.taken(opcode));
    slots.push(0, StackEffect.given(opcode));
    if (opcode == Opcodes.ISTORE || opcode == Opcodes.FSTORE) {
      slots.local(instruction.operand(), 0);
    } else if (opcode == Opcodes.LSTORE || opcode == Opcodes.DSTORE) {
      slots.local(instruction.operand(), 0);
      slots.local(instruction.operand() + 1, 0);
    }
  }

  private void field(Instruction instruction, Slots slots) {
    Type type = Type.getType(member(instruction).descriptor());
    switch (instruction.opcode()) {
      case Opcodes.GETSTATIC -> slots.push(isReference(type) ? Origins.OTHERS : 0, type.getSize());
      case Opcodes.PUTSTATIC -> hand(slots.pop(type.getSize()));
      case Opcodes.GETFIELD -> {
        long value = within(slots.pop()) | Origins.OTHERS;
        slots.push(isReference(type) ? value : 0, type.getSize());
      }
      default -> {
        long value = slots.pop(type.getSize());
        store(slots.pop(), value);
      }
    }
  }

  /** What is read out of something that leads to the object may lead to it too. */
  private long within(long holder) {
    return leads(holder) ? Origins.LEADS : 0;
  }

  /** Only what this method made, or was given to fill, may hold the object. */
  private void store(long holder, long value) {
    if (!leads(value)) {
      return; // if it leads there later, the next pass comes here again
    }
    if (holder == 0 || (holder & (Origins.LEADS | Origins.OTHERS)) != 0) {
      throw new UnknownFlow("it is stored where others may see it");
    } else {
      filled |= holder;
      tainted |= holder;
    }
  }

  /** Others get this. */
  private void hand(long value) {
    if (leads(value)) {
      throw new UnknownFlow("it is handed to others");
    }
  }

  private void call(Instruction instruction, Slots slots) {
    Instruction.Member callee = member(instruction);
    boolean onObject =
        instruction.opcode() != Opcodes.INVOKESTATIC
            && instruction.opcode() != Opcodes.INVOKEDYNAMIC;
    Type[] declared = Type.getArgumentTypes(callee.descriptor());
    long[] arguments = new long[declared.length + (onObject ? 1 : 0)];
    for (int index = declared.length - 1; index >= 0; index--) {
      long value = slots.pop(declared[index].getSize());
      arguments[index + (onObject ? 1 : 0)] = isReference(declared[index]) ? value : 0;
    }
    if (onObject) {
      arguments[0] = slots.pop();
    }
    long value = called(instruction, arguments);
    Type returned = Type.getReturnType(callee.descriptor());
    if (gives.test(instruction)) {
      value = Origins.LEADS;
    }
    boolean leads = isReference(returned) && !returned.getInternalName().equals("java/lang/String");
    slots.push(leads ? value : 0, returned.getSize());
  }

  private long called(Instruction instruction, long[] arguments) {
    Instruction.Member callee = member(instruction);
    boolean constructs = callee.name().equals("<init>");
    if (constructs && gives.test(instruction)) {
      store(arguments[0], Origins.LEADS);
      return 0;
    }
    long leading = 0;
    long all = 0;
    for (int index = 0; index < arguments.length; index++) {
      leading |= leads(arguments[index]) ? Origins.parameter(index) : 0;
      all |= arguments[index];
    }
    if (instruction.opcode() == Opcodes.INVOKEDYNAMIC) {
      return captured(callee, leading != 0, all);
    }
    boolean fills = constructs && arguments[0] != 0 && !callee.owner().equals("java/lang/Object");
    if (leading == 0 && !fills) {
      return all | Origins.OTHERS;
    }
    try {
      boolean onObject = instruction.opcode() != Opcodes.INVOKESTATIC;
      String exact = onObject ? origins.typeOf(arguments[0]) : null;
      Effect effect = callees.effect(code, instruction, leading, exact);
      return apply(effect, arguments);
    } catch (UnknownFlow unknown) {
      if (leading != 0) {
        throw unknown;
      }
      return all | Origins.OTHERS;
    }
  }

  /** A lambda or a text has what it is made of; any other dynamic call may do anything with it. */
  private long captured(Instruction.Member callee, boolean leads, long all) {
    if (MAKERS.contains(callee.owner())) {
      return all | Origins.OTHERS;
    }
    if (leads) {
      throw new UnknownFlow("a call that is linked by " + callee.owner());
    }
    return all | Origins.OTHERS;
  }

  private long apply(Effect effect, long[] arguments) {
    long value = effect.result() & (Origins.LEADS | Origins.OTHERS);
    for (int index = 0; index < arguments.length; index++) {
      long parameter = Origins.parameter(index);
      if ((effect.result() & parameter) != 0) {
        value |= arguments[index];
      }
      if ((effect.tainted() & parameter) != 0) {
        store(arguments[index], Origins.LEADS);
      }
    }
    return value;
  }

  private boolean leads(long value) {
    return (value & (Origins.LEADS | tainted)) != 0;
  }

  private static boolean isReference(Type type) {
    return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
  }

  private static Instruction.Member member(Instruction instruction) {
    return Objects.requireNonNull(instruction.member());
  }
}
