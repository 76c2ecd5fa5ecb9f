package io.robustdb.weave;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the few methods by which test frameworks tell what they run. All are known by the names of
 * class and method and the number of their parameters, which have not changed since they came.
 *
 * <p>Thread-safe.
 */
public final class TestTransformer implements ClassFileTransformer {
  private static final String BRIDGE = "java/lang/RobustdbTests";

  private static final Map<String, List<Told>> CLASSES =
      Map.of(
          // JUnit Platform, 1.0 and above
          "org/junit/platform/launcher/core/ExecutionListenerAdapter",
          List.of(
              new Told(
                  "executionStarted", "(Lorg/junit/platform/engine/TestDescriptor;)V", What.STARTS),
              new Told(
                  "executionFinished",
                  "(Lorg/junit/platform/engine/TestDescriptor;"
                      + "Lorg/junit/platform/engine/TestExecutionResult;)V",
                  What.FINISHES)),
          // JUnit Platform, 1.8 and above
          "org/junit/platform/launcher/core/DefaultLauncherSession",
          List.of(new Told("close", "()V", What.CLOSES)));

  private final BiConsumer<String, Throwable> failures;

  /**
   * @param failures is told of a class that could not be woven
   */
  public TestTransformer(BiConsumer<String, Throwable> failures) {
    this.failures = failures;
  }

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String name,
      @Nullable Class<?> redefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    if (loader == null || name == null) {
      return null;
    }
    List<Told> told = CLASSES.get(name);
    if (told == null) {
      return null;
    }
    try {
      ClassReader reader = new ClassReader(classFile);
      ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
      reader.accept(new Weaver(writer, told), 0);
      return writer.toByteArray();
    } catch (Throwable failure) {
      failures.accept(name.replace('/', '.'), failure);
      return null;
    }
  }

  /** What a method tells. */
  private enum What {
    STARTS,
    FINISHES,
    CLOSES
  }

  private record Told(String method, String descriptor, What what) {}

  private static final class Weaver extends ClassVisitor {
    private final List<Told> told;

    Weaver(ClassVisitor next, List<Told> told) {
      super(Opcodes.ASM9, next);
      this.told = told;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      for (Told each : told) {
        if (next != null && each.method().equals(name) && each.descriptor().equals(descriptor)) {
          return new MethodTeller(next, each);
        }
      }
      return next;
    }
  }

  private static final class MethodTeller extends MethodVisitor {
    private final Told told;

    MethodTeller(MethodVisitor next, Told told) {
      super(Opcodes.ASM9, next);
      this.told = told;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      if (told.what() == What.STARTS) {
        super.visitVarInsn(Opcodes.ALOAD, 1);
        bridge("started", "(Ljava/lang/Object;)V");
      } else if (told.what() == What.FINISHES) {
        super.visitVarInsn(Opcodes.ALOAD, 1);
        super.visitVarInsn(Opcodes.ALOAD, 2);
        bridge("finished", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
        String descriptor = told.descriptor();
        int semicolon = descriptor.indexOf(';');
        super.visitTypeInsn(
            Opcodes.CHECKCAST, descriptor.substring(semicolon + 2, descriptor.lastIndexOf(';')));
        super.visitVarInsn(Opcodes.ASTORE, 2);
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (told.what() == What.CLOSES && opcode == Opcodes.RETURN) {
        bridge("closing", "()V");
      }
      super.visitInsn(opcode);
    }

    private void bridge(String method, String descriptor) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, method, descriptor, false);
    }
  }
}
