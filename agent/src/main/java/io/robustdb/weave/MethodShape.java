package io.robustdb.weave;

import io.robustdb.site.CallSite;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * What a method weaver must know of its method. Immutable.
 *
 * @param className with slashes
 * @param file the source file, empty where the class does not say
 * @param locals the number of its local variables
 * @param version the major version of the class file
 */
record MethodShape(
    String className,
    String file,
    int access,
    String name,
    String descriptor,
    int locals,
    int version) {

  /** The first class file version whose verifier wants stack map frames (JVMS 4.10.1). */
  private static final int FIRST_WITH_FRAMES = 50;

  /** A site that stands for the method itself, whichever of its calls is running. */
  CallSite asSite() {
    return new CallSite(className.replace('/', '.'), name, descriptor, file, 0, "", "", "");
  }

  boolean isConstructor() {
    return name.equals("<init>");
  }

  boolean isStatic() {
    return (access & Opcodes.ACC_STATIC) != 0;
  }

  boolean hasFrames() {
    return version >= FIRST_WITH_FRAMES;
  }

  boolean takesStringFirst() {
    return descriptor.startsWith("(Ljava/lang/String;");
  }
}
