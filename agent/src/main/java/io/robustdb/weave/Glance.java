package io.robustdb.weave;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.jdbc.JdbcRole;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * A look at the declarations of a class, before its code and its super types are read: of a large
 * application nine out of ten classes that passed the filter end here.
 *
 * <p>A class goes on that makes calls which may open something, that declares a method whose name
 * means something in JDBC, that implements an interface of JDBC, or that may lend a role to its
 * super class: one that has a super class and interfaces.
 */
final class Glance extends ClassVisitor {
  private boolean found;

  private Glance() {
    super(Opcodes.ASM9);
  }

  /** Whether a class may need weaving, by its own class file. */
  static boolean mayNeedWeaving(ClassReader reader) {
    if (mayHaveRole(reader) || OpeningCalls.areAnyIn(reader)) {
      return true;
    }
    Glance glance = new Glance();
    reader.accept(glance, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    return glance.found;
  }

  @Override
  public @Nullable MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    found = found || JdbcCall.isNameOfAny(name);
    return null;
  }

  private static boolean mayHaveRole(ClassReader reader) {
    String superName = reader.getSuperName();
    boolean lends = superName != null && !superName.startsWith("java/");
    for (String name : reader.getInterfaces()) {
      if (lends || JdbcRole.of(name) != null) {
        return true;
      }
    }
    return false;
  }
}
