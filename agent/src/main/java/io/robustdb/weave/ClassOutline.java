package io.robustdb.weave;

import static io.robustdb.weave.ConstantPool.unsigned16;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a class file declares (JVMS 4.1), and which of its methods may open something. Immutable.
 *
 * <p>Read from the bytes: a library that reads all code of all classes that pass the filter costs a
 * large application's start a second of compilation, and nine out of ten are not woven.
 */
final class ClassOutline {
  private static final int CLASS = 7;

  private final byte[] file;
  private final ConstantPool pool;
  private final List<Method> methods = new ArrayList<>();

  /** By index of the constant pool, see {@link OpeningCalls#in}; null until asked. */
  private boolean @Nullable [] opening;

  private ClassOutline(byte[] file, ConstantPool pool) {
    this.file = file;
    this.pool = pool;
  }

  /**
   * Reads a class file.
   *
   * @throws IllegalArgumentException where it is newer than known
   * @throws IndexOutOfBoundsException where it ends too early
   */
  static ClassOutline of(byte[] file) {
    ClassOutline outline = new ClassOutline(file, ConstantPool.of(file));
    outline.readMethods();
    return outline;
  }

  /** The access flags of the class. */
  int access() {
    return unsigned16(file, pool.end());
  }

  /** With slashes; null for {@code Object} and for a module. */
  @Nullable String superName() {
    int index = unsigned16(file, pool.end() + 4);
    return index == 0 ? null : pool.className(index);
  }

  /** With slashes. */
  List<String> interfaces() {
    List<String> names = new ArrayList<>();
    int count = unsigned16(file, pool.end() + 6);
    for (int index = 0; index < count; index++) {
      names.add(pool.className(unsigned16(file, pool.end() + 8 + 2 * index)));
    }
    return names;
  }

  /** All that the class declares, in their order. */
  List<Method> methods() {
    return methods;
  }

  /** The method of a name and descriptor; null where the class declares none. */
  @Nullable Method method(String name, String descriptor) {
    for (Method method : methods) {
      if (method.is(name, descriptor)) {
        return method;
      }
    }
    return null;
  }

  /** Whether the class names a call that may open something, by its constant pool alone. */
  boolean namesOpeningCalls() {
    for (boolean opens : opening()) {
      if (opens) {
        return true;
      }
    }
    return false;
  }

  /** Whether any method makes a call that may open something. */
  boolean opens() {
    if (namesOpeningCalls()) {
      for (Method method : methods) {
        if (method.opens()) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean[] opening() {
    boolean[] known = opening;
    if (known == null) {
      known = OpeningCalls.in(pool);
      opening = known;
    }
    return known;
  }

  private void readMethods() {
    int offset = pool.end() + 8 + 2 * unsigned16(file, pool.end() + 6);
    int fields = unsigned16(file, offset);
    offset += 2;
    for (int field = 0; field < fields; field++) {
      offset = skipAttributes(offset + 6);
    }
    int count = unsigned16(file, offset);
    offset += 2;
    for (int method = 0; method < count; method++) {
      methods.add(new Method(offset));
      offset = skipAttributes(offset + 6);
    }
  }

  /** Where the attributes end that begin here with their number (JVMS 4.7). */
  private int skipAttributes(int offset) {
    int next = offset + 2;
    for (int count = unsigned16(file, offset); count > 0; count--) {
      next += 6 + signed32(next + 2);
    }
    return next;
  }

  private int signed32(int offset) {
    return unsigned16(file, offset) << 16 | unsigned16(file, offset + 2);
  }

  /** A method as it stands in the file (JVMS 4.6). */
  final class Method {
    private final int offset;

    private Method(int offset) {
      this.offset = offset;
    }

    int access() {
      return unsigned16(file, offset);
    }

    String name() {
      return pool.text(unsigned16(file, offset + 2));
    }

    String descriptor() {
      return pool.text(unsigned16(file, offset + 4));
    }

    /** Whether a method is this one. */
    boolean is(String otherName, String otherDescriptor) {
      return pool.is(unsigned16(file, offset + 2), otherName)
          && pool.is(unsigned16(file, offset + 4), otherDescriptor);
    }

    boolean hasCode() {
      return code() != 0;
    }

    /** The number of its local variables. */
    int locals() {
      return unsigned16(file, code() + 8);
    }

    /** Whether it makes calls that may open something. */
    boolean opens() {
      boolean[] any = opening();
      Invocations calls = invocations();
      while (calls.next()) {
        if (any[calls.called()]) {
          return true;
        }
      }
      return false;
    }

    /** Whether it calls the method of the super class that it overrides. */
    boolean callsSuper() {
      Invocations calls = invocations();
      while (calls.next()) {
        if (calls.isSpecial() && isOfSuper(calls.called())) {
          return true;
        }
      }
      return false;
    }

    private boolean isOfSuper(int called) {
      int nameAndType = pool.second(called);
      return is(pool.text(pool.first(nameAndType)), pool.text(pool.second(nameAndType)))
          && pool.tag(pool.first(called)) == CLASS
          && pool.className(pool.first(called)).equals(superName());
    }

    private Invocations invocations() {
      int code = code();
      return code == 0
          ? new Invocations(file, 0, 0)
          : new Invocations(file, code + 14, signed32(code + 10));
    }

    /** Where its {@code Code} attribute begins (JVMS 4.7.3); 0 where it has none. */
    private int code() {
      int attribute = offset + 8;
      for (int count = unsigned16(file, offset + 6); count > 0; count--) {
        if (pool.is(unsigned16(file, attribute), "Code")) {
          return attribute;
        }
        attribute += 6 + signed32(attribute + 2);
      }
      return 0;
    }
  }
}
