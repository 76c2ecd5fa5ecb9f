package io.robustdb.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is woven into test frameworks. */
final class TestTransformerTest {
  private static final String RUNNER = "org/junit/runners/ParentRunner";
  private static final String RUN = "(Lorg/junit/runner/notification/RunNotifier;)V";

  /** JUnit 4 itself is of a version without frames; whoever builds it anew may change that. */
  @ParameterizedTest
  @ValueSource(ints = {Opcodes.V1_5, Opcodes.V1_6, Opcodes.V1_8, Opcodes.V17})
  void theVirtualMachineVerifiesARunnerOfAnyVersion(int version) {
    TestTransformer transformer =
        new TestTransformer((name, failure) -> fail("not woven: " + name, failure));
    byte[] file = runner(version);
    byte[] woven =
        transformer.transform(getClass().getClassLoader(), RUNNER, null, null, file.clone());

    assertThat(woven).isNotNull().isNotEqualTo(file);
    // what is to be initialized is verified before (JVMS 5.5)
    assertThatCode(() -> Class.forName(RUNNER.replace('/', '.'), true, new OneClass(woven)))
        .doesNotThrowAnyException();
  }

  /** Goes one of two ways, so that it has a frame of its own. */
  private static byte[] runner(int version) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, Opcodes.ACC_PUBLIC, RUNNER, null, "java/lang/Object", null);
    MethodVisitor run = writer.visitMethod(Opcodes.ACC_PUBLIC, "run", RUN, null, null);
    run.visitCode();
    Label none = new Label();
    run.visitVarInsn(Opcodes.ALOAD, 1);
    run.visitJumpInsn(Opcodes.IFNULL, none);
    run.visitInsn(Opcodes.RETURN);
    run.visitLabel(none);
    if (version >= Opcodes.V1_6) {
      run.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
    run.visitInsn(Opcodes.ACONST_NULL);
    run.visitInsn(Opcodes.ATHROW);
    run.visitMaxs(1, 2);
    run.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static final class OneClass extends ClassLoader {
    private final byte[] file;

    OneClass(byte[] file) {
      this.file = file;
    }

    @Override
    protected Class<?> findClass(String name) {
      return defineClass(name, file, 0, file.length);
    }
  }
}
