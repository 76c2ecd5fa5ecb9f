package io.robustdb.weave;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.site.CallSite;
import io.robustdb.site.CallSites;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Puts the bridge's calls into one method: at its entry, at each return, at each call that may open
 * something, and in a handler around all of it that lets every throwable pass on its way.
 *
 * <p>Our local variables stand behind the method's own, so that nothing of it is renumbered, and
 * are added to each of its stack map frames (JVMS 4.7.4). In a constructor the handler begins after
 * the call of the other constructor, before which no handler may stand (JVMS 4.10.1.9).
 */
final class MethodWeaver extends MethodVisitor {
  private static final String BRIDGE = "java/lang/RobustdbBridge";
  private static final String OBJECT = "java/lang/Object";
  private static final String SITES = "[I";

  /** How much higher the operand stack is at most: what is returned, and the end's arguments. */
  private static final int OPERANDS = 5;

  private final MethodShape shape;
  private final @Nullable JdbcCall call;
  private final boolean constructs;
  private final @Nullable CallSites callSites;
  private final int token;
  private final int sites;
  private final int word;
  private final int opened;
  private final int method;
  private final Label start = new Label();
  private int uninitialised;
  private boolean started;
  private int line;

  /**
   * @param call what the method means, null where it is woven for its calls only
   * @param constructs whether the end of this constructor is told
   * @param callSites where the calls that may open something are entered, null where they are not
   *     told
   */
  MethodWeaver(
      MethodVisitor next,
      MethodShape shape,
      @Nullable JdbcCall call,
      boolean constructs,
      @Nullable CallSites callSites) {
    super(Opcodes.ASM9, next);
    this.shape = shape;
    this.call = call;
    this.constructs = constructs;
    this.callSites = callSites;
    this.token = shape.locals();
    this.sites = call == null ? token : token + 1;
    this.word = sites + 1;
    this.opened = sites + 2;
    this.method = callSites == null ? 0 : callSites.add(shape.asSite());
  }

  @Override
  public void visitCode() {
    super.visitCode();
    if (call != null) {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      if (shape.takesStringFirst()) {
        super.visitVarInsn(Opcodes.ALOAD, 1);
      } else {
        super.visitInsn(Opcodes.ACONST_NULL);
      }
      number(call.ordinal());
      bridge("entered", "(Ljava/lang/Object;Ljava/lang/Object;I)Ljava/lang/Object;");
      super.visitVarInsn(Opcodes.ASTORE, token);
    }
    if (callSites != null) {
      bridge("sites", "()[I");
      super.visitInsn(Opcodes.DUP);
      super.visitVarInsn(Opcodes.ASTORE, sites);
      number(RobustdbBridge.OPENED);
      super.visitInsn(Opcodes.IALOAD);
      super.visitVarInsn(Opcodes.ISTORE, opened);
      super.visitInsn(Opcodes.ICONST_0);
      super.visitVarInsn(Opcodes.ISTORE, word);
    }
    if (!shape.isConstructor()) {
      start();
    }
  }

  @Override
  public void visitLineNumber(int number, Label label) {
    line = number;
    super.visitLineNumber(number, label);
  }

  @Override
  public void visitTypeInsn(int opcode, String type) {
    if (opcode == Opcodes.NEW) {
      uninitialised++;
    }
    super.visitTypeInsn(opcode, type);
  }

  @Override
  public void visitMethodInsn(
      int opcode, String owner, String name, String descriptor, boolean isInterface) {
    boolean told = started && callSites != null && OpeningCalls.opens(owner, name, descriptor);
    if (told) {
      announce(owner, name, descriptor);
    }
    super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
    if (told) {
      super.visitVarInsn(Opcodes.ALOAD, sites);
      super.visitVarInsn(Opcodes.ILOAD, word);
      bridge("called", "([II)V");
    }
    if (opcode == Opcodes.INVOKESPECIAL && name.equals("<init>")) {
      if (uninitialised > 0) {
        uninitialised--;
      } else if (shape.isConstructor() && !started) {
        start();
      }
    }
  }

  @Override
  public void visitInsn(int opcode) {
    if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
      leave(opcode);
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitFrame(
      int type,
      int localCount,
      Object @Nullable [] local,
      int stackCount,
      Object @Nullable [] stack) {
    int own = own();
    if (own == 0 || local == null) {
      super.visitFrame(Opcodes.F_FULL, localCount, local, stackCount, stack);
      return;
    }
    int slots = 0;
    for (int index = 0; index < localCount; index++) {
      slots += local[index] == Opcodes.LONG || local[index] == Opcodes.DOUBLE ? 2 : 1;
    }
    int padding = shape.locals() - slots;
    Object[] extended = new Object[localCount + padding + own];
    System.arraycopy(local, 0, extended, 0, localCount);
    fill(extended, localCount, padding);
    super.visitFrame(Opcodes.F_FULL, extended.length, extended, stackCount, stack);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    if (started && (call != null || callSites != null)) {
      handler();
    }
    super.visitMaxs(maxStack + OPERANDS, maxLocals + own());
  }

  /** A constructor begins to run when it has its object: what comes before may throw unseen. */
  private void start() {
    started = true;
    if (callSites != null) {
      super.visitVarInsn(Opcodes.ALOAD, sites);
      bridge("begun", "([I)I");
      super.visitVarInsn(Opcodes.ISTORE, word);
    }
    super.visitLabel(start);
  }

  private void announce(String owner, String name, String descriptor) {
    CallSite site =
        new CallSite(
            shape.className().replace('/', '.'),
            shape.name(),
            shape.descriptor(),
            shape.file(),
            line,
            owner,
            name,
            descriptor);
    super.visitVarInsn(Opcodes.ALOAD, sites);
    super.visitVarInsn(Opcodes.ILOAD, word);
    number(callSites == null ? 0 : callSites.add(site));
    bridge("calling", "([III)V");
  }

  private void leave(int opcode) {
    if (call != null) {
      boolean number = opcode == Opcodes.IRETURN;
      if (number || opcode == Opcodes.ARETURN) {
        super.visitInsn(Opcodes.DUP);
      } else {
        super.visitInsn(Opcodes.ACONST_NULL);
      }
      super.visitVarInsn(Opcodes.ALOAD, token);
      number(call.ordinal());
      bridge(
          "left", number ? "(ILjava/lang/Object;I)V" : "(Ljava/lang/Object;Ljava/lang/Object;I)V");
    }
    if (constructs) {
      super.visitVarInsn(Opcodes.ALOAD, 0);
      bridge("constructed", "(Ljava/lang/Object;)V");
    }
    if (opcode == Opcodes.ARETURN && callSites != null) {
      super.visitInsn(Opcodes.DUP);
    } else if (callSites != null) {
      super.visitInsn(Opcodes.ACONST_NULL);
    }
    ended(OBJECT);
  }

  private void ended(String outcome) {
    if (callSites != null) {
      super.visitVarInsn(Opcodes.ALOAD, sites);
      super.visitVarInsn(Opcodes.ILOAD, word);
      super.visitVarInsn(Opcodes.ILOAD, opened);
      number(method);
      bridge("ended", "(L" + outcome + ";[IIII)V");
    }
  }

  private void handler() {
    Label end = new Label();
    super.visitLabel(end);
    super.visitTryCatchBlock(start, end, end, null);
    if (shape.hasFrames()) {
      Object[] locals = new Object[shape.locals() + own()];
      fill(locals, 0, shape.locals());
      super.visitFrame(
          Opcodes.F_FULL, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
    }
    if (call != null) {
      super.visitInsn(Opcodes.DUP);
      super.visitVarInsn(Opcodes.ALOAD, token);
      number(call.ordinal());
      bridge("failed", "(Ljava/lang/Throwable;Ljava/lang/Object;I)V");
    }
    if (callSites != null) {
      super.visitInsn(Opcodes.DUP);
    }
    ended("java/lang/Throwable");
    super.visitInsn(Opcodes.ATHROW);
  }

  /** How many variables we add. */
  private int own() {
    return (call == null ? 0 : 1) + (callSites == null ? 0 : 3);
  }

  /** Writes unused variables and then our own into a frame's variables. */
  private void fill(Object[] locals, int from, int padding) {
    int index = from;
    for (; index < from + padding; index++) {
      locals[index] = Opcodes.TOP;
    }
    if (call != null) {
      locals[index++] = OBJECT;
    }
    if (callSites != null) {
      locals[index++] = SITES;
      locals[index++] = Opcodes.INTEGER;
      locals[index] = Opcodes.INTEGER;
    }
  }

  private void number(int value) {
    if (value <= 5) {
      super.visitInsn(Opcodes.ICONST_0 + value);
    } else if (value <= Byte.MAX_VALUE) {
      super.visitIntInsn(Opcodes.BIPUSH, value);
    } else if (value <= Short.MAX_VALUE) {
      super.visitIntInsn(Opcodes.SIPUSH, value);
    } else {
      super.visitLdcInsn(value);
    }
  }

  private void bridge(String method, String descriptor) {
    super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, method, descriptor, false);
  }
}
