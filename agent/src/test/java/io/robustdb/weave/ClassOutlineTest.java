package io.robustdb.weave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is read from the bytes is what a library reads, of thousands of classes. */
final class ClassOutlineTest {
  private static final int FIRST_TAG = 10;

  @Test
  void readsWhatTheLibraryReads() {
    List<String> wrong = new ArrayList<>();
    int[] methods = new int[3];
    ClassFiles.forEach(
        (name, file) -> {
          List<String> ofLibrary = Reading.of(new ClassReader(file));
          List<String> own = outline(file);
          if (!own.equals(ofLibrary)) {
            wrong.add(name + "\n" + own + "\n" + ofLibrary);
          }
          methods[0] += own.size();
          methods[1] += own.stream().filter(line -> line.contains("opens true")).count();
          methods[2] += own.stream().filter(line -> line.contains("super true")).count();
        });

    assertThat(wrong).isEmpty();
    assertThat(methods[0]).as("methods").isGreaterThan(50_000);
    assertThat(methods[1]).as("that open").isGreaterThan(300);
    assertThat(methods[2]).as("that call what they override").isGreaterThan(500);
  }

  @Test
  void readsNamesThatAreNotAscii() {
    ClassOutline outline = ClassOutline.of(withWideInstructions("p/Übung名"));

    assertThat(outline.superName()).isEqualTo("p/Übung名");
    assertThat(outline.methods().get(0).name()).isEqualTo("größe");
  }

  @Test
  void findsACallBehindWideInstructionsAndSwitches() {
    ClassOutline outline = ClassOutline.of(withWideInstructions("p/Other"));

    assertThat(outline.opens()).isTrue();
    assertThat(outline.methods().get(0).locals()).isEqualTo(302);
  }

  @Test
  void aConstantOfAnUnknownKindIsRefusedAndPassesTheFilter() {
    byte[] file = withWideInstructions("p/Other");
    file[FIRST_TAG] = 99;

    assertThatThrownBy(() -> ClassOutline.of(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("99");
    byte[] unrelated = unrelated();
    assertThat(ConstantPoolFilter.passes(unrelated)).isFalse();
    unrelated[FIRST_TAG] = 99;
    assertThat(ConstantPoolFilter.passes(unrelated)).isTrue();
  }

  @Test
  void aFileThatEndsTooEarlyDoesNotPassTheFilter() {
    assertThat(ConstantPoolFilter.passes(Arrays.copyOf(unrelated(), 20))).isFalse();
  }

  private static byte[] unrelated() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V11, 0, "p/Q", null, "java/lang/Object", null);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static byte[] withWideInstructions(String superName) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(Opcodes.V1_5, 0, "p/Class", null, superName, null);
    writer.visitField(0, "field", "I", null, 3).visitEnd();
    MethodVisitor code = writer.visitMethod(Opcodes.ACC_STATIC, "größe", "()V", null, null);
    code.visitCode();
    code.visitInsn(Opcodes.LCONST_0);
    code.visitVarInsn(Opcodes.LSTORE, 300);
    code.visitIincInsn(299, 1000);
    Label next = new Label();
    code.visitInsn(Opcodes.ICONST_0);
    code.visitTableSwitchInsn(1, 2, next, next, next);
    code.visitLabel(next);
    code.visitInsn(Opcodes.ICONST_0);
    Label last = new Label();
    code.visitLookupSwitchInsn(last, new int[] {5, 500_000}, new Label[] {last, last});
    code.visitLabel(last);
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC, "p/Pool", "borrow", "()Ljava/sql/Connection;", false);
    code.visitInsn(Opcodes.POP);
    code.visitInsn(Opcodes.RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static List<String> outline(byte[] file) {
    ClassOutline outline = ClassOutline.of(file);
    List<String> lines = new ArrayList<>();
    lines.add(outline.access() + " " + outline.superName() + " " + outline.interfaces());
    for (ClassOutline.Method method : outline.methods()) {
      lines.add(
          line(
              method.access(),
              method.name() + method.descriptor(),
              method.hasCode(),
              method.hasCode() ? method.locals() : 0,
              method.opens(),
              method.callsSuper()));
    }
    return lines;
  }

  private static String line(
      int access, String method, boolean hasCode, int locals, boolean opens, boolean callsSuper) {
    return access
        + " "
        + method
        + " code "
        + hasCode
        + " locals "
        + locals
        + " opens "
        + opens
        + " super "
        + callsSuper;
  }

  /** The same, by the library. */
  private static final class Reading extends ClassVisitor {
    private final List<String> lines = new ArrayList<>();
    private @Nullable String superName;

    private Reading() {
      super(Opcodes.ASM9);
    }

    static List<String> of(ClassReader reader) {
      Reading reading = new Reading();
      reading.superName = reader.getSuperName();
      reading.lines.add(
          reader.getAccess() + " " + reading.superName + " " + List.of(reader.getInterfaces()));
      reader.accept(reading, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
      return reading.lines;
    }

    @Override
    public MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      int ofFile = access & 0xFFFF; // without what the library adds of attributes
      return new MethodVisitor(Opcodes.ASM9) {
        private boolean hasCode;
        private int locals;
        private boolean opens;
        private boolean callsSuper;

        @Override
        public void visitMethodInsn(
            int opcode, String owner, String called, String itsDescriptor, boolean isInterface) {
          opens = opens || OpeningCalls.opens(owner, called, itsDescriptor);
          callsSuper =
              callsSuper
                  || (opcode == Opcodes.INVOKESPECIAL
                      && owner.equals(superName)
                      && called.equals(name)
                      && itsDescriptor.equals(descriptor));
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          hasCode = true;
          locals = maxLocals;
        }

        @Override
        public void visitEnd() {
          lines.add(line(ofFile, name + descriptor, hasCode, locals, opens, callsSuper));
        }
      };
    }
  }
}
