package io.robustdb.weave;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.jdbc.JdbcRole;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A first reading of a class: for each method its number of local variables, behind which ours are
 * put, and whether it makes calls that may open something.
 */
final class MethodScan extends ClassVisitor {
  private final Map<String, Method> methods = new HashMap<>();
  private final Set<JdbcRole> roles = EnumSet.noneOf(JdbcRole.class);
  private @Nullable String superName;
  private boolean opens;

  MethodScan() {
    super(Opcodes.ASM9);
  }

  /** What is known of a method that has code; null for one that has none. */
  @Nullable Method of(String name, String descriptor) {
    return methods.get(name + descriptor);
  }

  /**
   * The roles that the methods betray by their signatures, see {@link JdbcCall#roleBySignature}.
   */
  Set<JdbcRole> rolesBySignature() {
    return roles;
  }

  /** Whether any method makes calls that may open something. */
  boolean opens() {
    return opens;
  }

  /** Name and descriptor, one behind the other, of every method that has code. */
  Set<String> methods() {
    return methods.keySet();
  }

  @Override
  public void visit(
      int version,
      int access,
      String name,
      @Nullable String signature,
      @Nullable String ofSuper,
      String @Nullable [] interfaces) {
    superName = ofSuper;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    boolean instance = (access & (Opcodes.ACC_STATIC | Opcodes.ACC_ABSTRACT)) == 0;
    JdbcRole role = instance ? JdbcCall.roleBySignature(name, descriptor) : null;
    if (role != null) {
      roles.add(role);
    }
    return new Reader(name, descriptor);
  }

  /**
   * @param locals the number of its local variables
   * @param opens whether it makes calls that may open something
   * @param callsSuper whether it calls the method of the super class that it overrides
   */
  record Method(int locals, boolean opens, boolean callsSuper) {}

  private final class Reader extends MethodVisitor {
    private final String ownName;
    private final String ownDescriptor;
    private boolean opensHere;
    private boolean callsSuper;

    Reader(String ownName, String ownDescriptor) {
      super(Opcodes.ASM9);
      this.ownName = ownName;
      this.ownDescriptor = ownDescriptor;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String descriptor, boolean isInterface) {
      opensHere = opensHere || OpeningCalls.opens(owner, name, descriptor);
      callsSuper =
          callsSuper
              || (opcode == Opcodes.INVOKESPECIAL
                  && owner.equals(superName)
                  && name.equals(ownName)
                  && descriptor.equals(ownDescriptor));
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      methods.put(ownName + ownDescriptor, new Method(maxLocals, opensHere, callsSuper));
      opens = opens || opensHere;
    }
  }
}
