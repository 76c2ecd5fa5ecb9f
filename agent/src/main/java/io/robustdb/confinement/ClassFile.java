package io.robustdb.confinement;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** A class as its file tells, with the code of its methods. Not changed once it is read. */
final class ClassFile extends ClassVisitor {
  private final List<MethodCode> methods = new ArrayList<>();
  private final @Nullable ClassLoader loader;
  private String name = "";
  private @Nullable String superName;
  private String[] interfaces = {};
  private int access;

  private ClassFile(@Nullable ClassLoader loader) {
    super(Opcodes.ASM9);
    this.loader = loader;
  }

  /**
   * Reads a class.
   *
   * @param loader by which the classes that it names are found; null for the JDK's
   */
  static ClassFile read(byte[] file, @Nullable ClassLoader loader) {
    ClassFile read = new ClassFile(loader);
    new ClassReader(file).accept(read, ClassReader.SKIP_FRAMES);
    return read;
  }

  @Nullable ClassLoader loader() {
    return loader;
  }

  /** With slashes. */
  String name() {
    return name;
  }

  /** With slashes; null for {@code Object}. */
  @Nullable String superName() {
    return superName;
  }

  List<String> interfaces() {
    return List.of(interfaces);
  }

  boolean isFinal() {
    return (access & Opcodes.ACC_FINAL) != 0;
  }

  /** All methods that it declares. */
  List<MethodCode> methods() {
    return methods;
  }

  /** The method that it declares; null where it does not. */
  @Nullable MethodCode method(String method, String descriptor) {
    for (MethodCode code : methods) {
      if (code.is(method, descriptor)) {
        return code;
      }
    }
    return null;
  }

  @Override
  public void visit(
      int version,
      int ofClass,
      String itsName,
      @Nullable String signature,
      @Nullable String itsSuperName,
      String @Nullable [] itsInterfaces) {
    access = ofClass;
    name = itsName;
    superName = itsSuperName;
    interfaces = itsInterfaces == null ? interfaces : itsInterfaces;
  }

  @Override
  public MethodVisitor visitMethod(
      int ofMethod,
      String method,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    MethodCode code = new MethodCode(this, ofMethod, method, descriptor);
    methods.add(code);
    return code;
  }
}
