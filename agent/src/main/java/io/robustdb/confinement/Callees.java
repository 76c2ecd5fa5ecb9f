package io.robustdb.confinement;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a call may run and follows the object through that: one method where the call can mean
 * no other, else all that the loaded classes have in its place. Confined to one thread, and used
 * for one look.
 */
final class Callees {
  private static final Set<String> PLAIN =
      Set.of("java/lang/String", "java/lang/Class", "java/util/Properties");
  private static final int DEEPEST = 8;
  private static final int MOST_TARGETS = 8;
  private static final int MOST_INSTRUCTIONS = 50_000;

  private final ClassFiles files;
  private final Predicate<String> trusted;
  private final Supplier<Class<?>[]> classes;
  private final IdentityHashMap<MethodCode, Map<Long, Effect>> known = new IdentityHashMap<>();
  private int depth;
  private int instructions;

  /**
   * @param trusted tells of a class, with slashes, whether what is called on the object itself
   *     there is its own affair
   * @param classes gives all classes that the JVM has loaded
   */
  Callees(ClassFiles files, Predicate<String> trusted, Supplier<Class<?>[]> classes) {
    this.files = files;
    this.trusted = trusted;
    this.classes = classes;
  }

  /** One more instruction is looked at. */
  void count() {
    if (++instructions > MOST_INSTRUCTIONS) {
      throw new UnknownFlow("too much code");
    }
  }

  /**
   * What a call does.
   *
   * @param leading the arguments that lead to the object, as parameters of the callee
   * @param exact the very class of the object that it is called on, where that is known
   * @throws UnknownFlow where the object may leave the thread in it, or that cannot be told
   */
  Effect effect(MethodCode caller, Instruction call, long leading, @Nullable String exact) {
    Instruction.Member callee = call.member();
    if (callee == null || callee.owner().startsWith("[")) {
      throw new UnknownFlow("a call of no class");
    }
    boolean virtual =
        call.opcode() == Opcodes.INVOKEVIRTUAL || call.opcode() == Opcodes.INVOKEINTERFACE;
    boolean onIt = virtual && (leading & Origins.parameter(0)) != 0;
    if (onIt && trusted.test(exact == null ? callee.owner() : exact)) {
      return ofItsOwn(callee);
    }
    long result = 0;
    long tainted = 0;
    for (MethodCode target : targets(caller, callee, virtual, exact)) {
      Effect effect = effect(target, leading);
      result |= effect.result();
      tainted |= effect.tainted();
    }
    return new Effect(result, tainted);
  }

  /**
   * What a method has made and given the object must not be called as if it were that.
   *
   * @throws UnknownFlow where it is of a type of JDBC itself
   */
  void mustNotPassForIt(String type, MethodCode maker) {
    if (trusted.test(type)) {
      return;
    }
    List<String> all = new ArrayList<>(List.of(type));
    for (int index = 0; index < all.size(); index++) {
      String name = all.get(index);
      if (name.startsWith("java/sql/") || name.startsWith("javax/sql/")) {
        throw new UnknownFlow("it is wrapped");
      }
      ClassFile file = files.of(name, maker.declaring().loader());
      all.addAll(file.interfaces());
      if (file.superName() != null) {
        all.add(file.superName());
      }
    }
  }

  /** What the object's own library does: what it gives leads to the object, as do statements. */
  private static Effect ofItsOwn(Instruction.Member callee) {
    for (Type type : Type.getArgumentTypes(callee.descriptor())) {
      if (!isPlain(type)) {
        throw new UnknownFlow("something that it may call back is given to " + callee.name());
      }
    }
    return new Effect(Origins.LEADS, 0);
  }

  /** Whether a value of a type has no code of others in it. */
  private static boolean isPlain(Type type) {
    Type element = type.getSort() == Type.ARRAY ? type.getElementType() : type;
    return element.getSort() != Type.OBJECT
        || PLAIN.contains(element.getInternalName())
        || element.getInternalName().startsWith("java/sql/");
  }

  private Effect effect(MethodCode target, long leading) {
    Map<Long, Effect> ofTarget = known.computeIfAbsent(target, unused -> new HashMap<>());
    Effect found = ofTarget.get(leading);
    if (found == null) {
      if (depth == DEEPEST || !target.hasCode()) {
        throw new UnknownFlow("too deep, or native");
      }
      depth++;
      try {
        found = new MethodFlow(target, call -> false, this).follow(leading);
      } finally {
        depth--;
      }
      ofTarget.put(leading, found);
    }
    return found;
  }

  private Set<MethodCode> targets(
      MethodCode caller, Instruction.Member callee, boolean virtual, @Nullable String exact) {
    ClassLoader loader = caller.declaring().loader();
    MethodCode named = find(exact == null ? callee.owner() : exact, callee, loader);
    if (!virtual || exact != null || (named != null && named.isNeverOverridden())) {
      if (named == null) {
        throw new UnknownFlow("no method " + callee.name());
      }
      return Set.of(named);
    }
    Set<MethodCode> targets = new LinkedHashSet<>();
    for (Class<?> type : concreteTypesOf(callee.owner().replace('/', '.'))) {
      MethodCode target = find(type.getName().replace('.', '/'), callee, type.getClassLoader());
      if (type.isHidden() || target == null || targets.size() == MOST_TARGETS) {
        throw new UnknownFlow("too many methods, or unknown ones, for " + callee.name());
      }
      targets.add(target);
    }
    if (targets.isEmpty()) {
      throw new UnknownFlow("nothing is loaded for " + callee.name());
    }
    return targets;
  }

  private List<Class<?>> concreteTypesOf(String owner) {
    Class<?>[] all = classes.get();
    List<Class<?>> owners = new ArrayList<>();
    for (Class<?> type : all) {
      if (type.getName().equals(owner)) {
        owners.add(type);
      }
    }
    List<Class<?>> concrete = new ArrayList<>();
    for (Class<?> type : all) {
      if (!Modifier.isAbstract(type.getModifiers()) && !type.isPrimitive() && !type.isArray()) {
        for (Class<?> each : owners) {
          if (each.isAssignableFrom(type)) {
            concrete.add(type);
            break;
          }
        }
      }
    }
    return concrete;
  }

  /** The method that a class has by a name, of its own or inherited; null where there is none. */
  private @Nullable MethodCode find(
      String owner, Instruction.Member callee, @Nullable ClassLoader loader) {
    List<ClassFile> seen = new ArrayList<>();
    for (String name = owner; name != null; ) {
      ClassFile file = files.of(name, loader);
      MethodCode method = file.method(callee.name(), callee.descriptor());
      if (method != null && !method.isAbstract()) {
        return method;
      }
      seen.add(file);
      name = file.superName();
    }
    MethodCode inherited = null;
    for (int index = 0; index < seen.size(); index++) {
      for (String name : seen.get(index).interfaces()) {
        ClassFile file = files.of(name, loader);
        MethodCode method = file.method(callee.name(), callee.descriptor());
        if (method != null && !method.isAbstract()) {
          if (inherited != null && inherited != method) {
            throw new UnknownFlow("more than one default method " + callee.name());
          }
          inherited = method;
        }
        seen.add(file);
      }
    }
    return inherited;
  }
}
