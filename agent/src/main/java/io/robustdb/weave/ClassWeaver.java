package io.robustdb.weave;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.jdbc.JdbcRole;
import io.robustdb.site.CallSites;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Rewrites one class: decides for each method what is put into it. Used once. */
final class ClassWeaver extends ClassVisitor {
  private final String className;
  private final Set<JdbcRole> roles;
  private final boolean sites;
  private final boolean superExecutes;
  private final ClassOutline outline;
  private final CallSites callSites;
  private final int version;
  private final boolean isInterface;
  private String file = "";
  private boolean changed;

  /**
   * @param roles the JDBC roles of the class
   * @param sites whether its calls that open something are marked; not in drivers
   * @param superExecutes whether the super class is a statement too and tells of its executions
   */
  ClassWeaver(
      ClassVisitor next,
      ClassReader reader,
      Set<JdbcRole> roles,
      boolean sites,
      boolean superExecutes,
      ClassOutline outline,
      CallSites callSites) {
    super(Opcodes.ASM9, next);
    this.className = reader.getClassName();
    this.roles = roles;
    this.sites = sites;
    this.superExecutes = superExecutes;
    this.outline = outline;
    this.callSites = callSites;
    this.version = reader.readUnsignedShort(6);
    this.isInterface = (reader.getAccess() & Opcodes.ACC_INTERFACE) != 0;
  }

  /** Whether anything was put into the class. */
  boolean hasChanged() {
    return changed;
  }

  @Override
  public void visitSource(@Nullable String source, @Nullable String debug) {
    file = source == null ? "" : source;
    super.visitSource(source, debug);
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
    ClassOutline.Method method = outline.method(name, descriptor);
    if (next == null
        || method == null
        || !method.hasCode()
        || (name.equals("<clinit>") && !method.opens())) {
      return next;
    }
    boolean constructs = name.equals("<init>") && roles.contains(JdbcRole.DATA_SOURCE);
    JdbcCall call = isInterface ? null : call(access, name, descriptor);
    boolean opens = sites && method.opens();
    if (call == JdbcCall.EXECUTE && superExecutes && method.callsSuper()) {
      call = null; // one execution is told once
    }
    if (call == null && !opens && !constructs) {
      return next;
    }
    changed = true;
    MethodShape shape =
        new MethodShape(className, file, access, name, descriptor, method.locals(), version);
    return new MethodWeaver(next, shape, call, constructs, opens ? callSites : null);
  }

  private @Nullable JdbcCall call(int access, String name, String descriptor) {
    if ((access
            & (Opcodes.ACC_STATIC | Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE))
        != 0) {
      return null;
    }
    for (JdbcRole role : roles) {
      JdbcCall call = JdbcCall.of(role, name, descriptor);
      if (call != null) {
        return call;
      }
    }
    return null;
  }
}
