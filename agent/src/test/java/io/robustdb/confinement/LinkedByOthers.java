package io.robustdb.confinement;

import io.robustdb.site.CallSite;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * A class as compilers of other languages make them: what it has opened it gives to a dynamic call
 * (JVMS 6.5) that a linker of that language's links. Never run, only read.
 */
final class LinkedByOthers {
  private static final String NAME = "io/robustdb/confinement/Linked";
  private static final int LINE = 7;
  private static final String OPENS =
      Type.getMethodDescriptor(Type.getType(Connection.class), Type.getType(String.class));
  private static final String GIVEN =
      Type.getMethodDescriptor(Type.VOID_TYPE, Type.getType(Connection.class));
  private static final String LINKS =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;)"
          + "Ljava/lang/invoke/CallSite;";

  private LinkedByOthers() {}

  /** Where it opens. */
  static CallSite site() {
    return new CallSite(
        NAME.replace('/', '.'),
        "opens",
        "(Ljava/lang/String;)V",
        "",
        LINE,
        Type.getInternalName(DriverManager.class),
        "getConnection",
        OPENS);
  }

  /** The class, of a loader of its own that gives its file, too. */
  static Class<?> load(String linker) throws ClassNotFoundException {
    byte[] file = file(linker);
    ClassLoader loader =
        new ClassLoader(LinkedByOthers.class.getClassLoader()) {
          @Override
          protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (!name.equals(NAME.replace('/', '.'))) {
              throw new ClassNotFoundException(name);
            }
            return defineClass(name, file, 0, file.length);
          }

          @Override
          public InputStream getResourceAsStream(String name) {
            return name.equals(NAME + ".class")
                ? new ByteArrayInputStream(file)
                : super.getResourceAsStream(name);
          }
        };
    return loader.loadClass(NAME.replace('/', '.'));
  }

  private static byte[] file(String linker) {
    ClassWriter type = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    type.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, "java/lang/Object", null);
    MethodVisitor code =
        type.visitMethod(
            Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC, "opens", "(Ljava/lang/String;)V", null, null);
    Label line = new Label();
    code.visitCode();
    code.visitLabel(line);
    code.visitLineNumber(LINE, line);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        Type.getInternalName(DriverManager.class),
        "getConnection",
        OPENS,
        false);
    code.visitInvokeDynamicInsn(
        "use", GIVEN, new Handle(Opcodes.H_INVOKESTATIC, linker, "metafactory", LINKS, false));
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    type.visitEnd();
    return type.toByteArray();
  }
}
