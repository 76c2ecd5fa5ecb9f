package io.robustdb.weave;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Weaves the few methods by which test frameworks tell what they run. All are known by the names of
 * class and method and the number of their parameters, which have not changed since they came.
 *
 * <p>Thread-safe.
 */
public final class TestTransformer implements ClassFileTransformer {
  private static final String BRIDGE = "java/lang/RobustdbTests";

  private static final List<Told> TESTNG =
      List.of(
          new Told(
              "runInvokedMethodListeners",
              "(Lorg/testng/internal/invokers/InvokedMethodListenerMethod;"
                  + "Lorg/testng/IInvokedMethod;Lorg/testng/ITestResult;)V",
              What.INVOKES));

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
          List.of(new Told("close", "()V", What.CLOSES)),
          // JUnit 4
          "org/junit/runner/notification/RunNotifier",
          List.of(
              new Told("fireTestStarted", "(Lorg/junit/runner/Description;)V", What.HAS_STARTED),
              new Told("fireTestFailure", "(Lorg/junit/runner/notification/Failure;)V", What.FAILS),
              new Told(
                  "fireTestAssumptionFailed",
                  "(Lorg/junit/runner/notification/Failure;)V",
                  What.FAILS),
              new Told("fireTestFinished", "(Lorg/junit/runner/Description;)V", What.NOTIFIES)),
          "org/junit/runners/ParentRunner",
          List.of(new Told("run", "(Lorg/junit/runner/notification/RunNotifier;)V", What.RUNS)),
          // TestNG, by versions
          "org/testng/internal/Invoker",
          TESTNG,
          "org/testng/internal/BaseInvoker",
          TESTNG,
          "org/testng/internal/invokers/BaseInvoker",
          TESTNG);

  private final BiConsumer<String, Throwable> failures;

  /**
   * @param failures is told of a class that could not be woven
   */
  public TestTransformer(BiConsumer<String, Throwable> failures) {
    this.failures = failures;
  }

  /** Whether a class of that name is woven. */
  public static boolean weaves(String className) {
    return CLASSES.containsKey(className.replace('.', '/'));
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
    /** Its argument begins. */
    STARTS,
    /** Its argument has begun when it returns: it throws where the tests are to stop. */
    HAS_STARTED,
    /** Its first argument ends, and the second is the result. */
    FINISHES,
    /** Its argument is a failure. */
    FAILS,
    /** Its argument ends, and itself is who tells of failures. */
    NOTIFIES,
    /** Itself begins and ends, however it ends, and its argument is who tells of failures. */
    RUNS,
    /** Of its three arguments, when it invokes which method with which result. */
    INVOKES,
    /** All ends. */
    CLOSES
  }

  private record Told(String method, String descriptor, What what) {}

  private static final class Weaver extends ClassVisitor {
    private final List<Told> told;
    private String owner = "";
    private int version;

    Weaver(ClassVisitor next, List<Told> told) {
      super(Opcodes.ASM9, next);
      this.told = told;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      super.visit(version, access, name, signature, superName, interfaces);
      this.version = version & 0xFFFF;
      this.owner = name;
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
          return new MethodTeller(next, version, owner, each);
        }
      }
      return next;
    }
  }

  private static final class MethodTeller extends MethodVisitor {
    private final int version;
    private final String owner;
    private final Told told;
    private final Label begin = new Label();

    MethodTeller(MethodVisitor next, int version, String owner, Told told) {
      super(Opcodes.ASM9, next);
      this.version = version;
      this.owner = owner;
      this.told = told;
    }

    @Override
    public void visitCode() {
      super.visitCode();
      switch (told.what()) {
        case STARTS -> tell("started", 1);
        case FAILS -> tell("failed", 1);
        case NOTIFIES -> tell("finishing", 0, 1);
        case RUNS -> {
          tell("started", 0);
          super.visitLabel(begin);
        }
        case INVOKES -> tell("invoking", 1, 2, 3);
        case FINISHES -> finish();
        case HAS_STARTED, CLOSES -> {
          // at its end
        }
      }
    }

    @Override
    public void visitInsn(int opcode) {
      if (opcode == Opcodes.RETURN && told.what() == What.CLOSES) {
        tell("closing");
      } else if (opcode == Opcodes.RETURN && told.what() == What.RUNS) {
        tell("finishing", 1, 0);
      } else if (opcode == Opcodes.RETURN && told.what() == What.HAS_STARTED) {
        tell("started", 1);
      }
      super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int stack, int locals) {
      if (told.what() == What.RUNS) {
        finishAfterFailure();
      }
      super.visitMaxs(stack, locals);
    }

    /** As a {@code finally} does that is around the whole method. */
    private void finishAfterFailure() {
      Label handler = new Label();
      super.visitTryCatchBlock(begin, handler, handler, null);
      super.visitLabel(handler);
      if (version >= Opcodes.V1_6) { // older ones have no frames (JVMS 4.7.4)
        String argument = Type.getArgumentTypes(told.descriptor())[0].getInternalName();
        Object[] variables = {owner, argument};
        super.visitFrame(Opcodes.F_FULL, 2, variables, 1, new Object[] {"java/lang/Throwable"});
      }
      tell("finishing", 1, 0);
      super.visitInsn(Opcodes.ATHROW);
    }

    private void finish() {
      super.visitVarInsn(Opcodes.ALOAD, 1);
      super.visitVarInsn(Opcodes.ALOAD, 2);
      bridge("finished", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;");
      super.visitTypeInsn(
          Opcodes.CHECKCAST, Type.getArgumentTypes(told.descriptor())[1].getInternalName());
      super.visitVarInsn(Opcodes.ASTORE, 2);
    }

    private void tell(String method, int... variables) {
      for (int variable : variables) {
        super.visitVarInsn(Opcodes.ALOAD, variable);
      }
      bridge(method, "(" + "Ljava/lang/Object;".repeat(variables.length) + ")V");
    }

    private void bridge(String method, String descriptor) {
      super.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, method, descriptor, false);
    }
  }
}
