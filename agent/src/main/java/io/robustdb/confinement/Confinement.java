package io.robustdb.confinement;

import io.robustdb.site.CallSite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an object can have left the thread that got it, by the code of the methods through
 * which it came: if it only went into their variables, into what they made and lost themselves, and
 * into methods that do the same, no other thread ever had it.
 *
 * <p>Thread-safe. Bounded in code and classes; whatever cannot be followed counts as left.
 */
public final class Confinement {
  private final Supplier<Class<?>[]> classes;

  /**
   * @param classes gives all classes that the JVM has loaded
   */
  public Confinement(Supplier<Class<?>[]> classes) {
    this.classes = classes;
  }

  /** What the code tells. */
  public enum Answer {
    /** It may have left, or nothing can be told. */
    UNKNOWN,
    /** It never left; what has it are methods that are still running. */
    CONFINED,
    /** It never left, and with the method that ends all that had it are over. */
    LOST
  }

  /**
   * Whether it can have left.
   *
   * @param way the call that gave it, and those that it was returned to, innermost first
   * @param ended a call site in the method that ends just now, and with which it is lost unless
   *     that returns it; null where none ends
   * @param byError whether that method ends with a throwable
   * @param trusted tells of a class, with slashes, whether what is called on the object itself
   *     there is its own affair
   */
  public Answer of(
      List<CallSite> way, @Nullable CallSite ended, boolean byError, Predicate<String> trusted) {
    try {
      return followed(way, ended, byError, trusted);
    } catch (RuntimeException | LinkageError unreadable) {
      return Answer.UNKNOWN; // as is code that cannot be followed
    }
  }

  private Answer followed(
      List<CallSite> way, @Nullable CallSite ended, boolean byError, Predicate<String> trusted) {
    int last = lastOf(way, ended);
    Class<?>[] loaded = classes.get();
    ClassFiles files = new ClassFiles();
    Callees callees = new Callees(files, trusted, () -> loaded);
    for (int index = 0; index < way.size(); index++) {
      CallSite site = way.get(index);
      MethodCode code = codeOf(site, files, loaded);
      Effect effect = new MethodFlow(code, call -> isAt(call, site), callees).follow(0);
      boolean ends = index == last;
      boolean fails = ends && byError && code.isConstructor();
      if ((effect.tainted() & ~(fails ? Origins.parameter(0) : 0)) != 0) {
        return Answer.UNKNOWN;
      }
      if (ends) {
        return Answer.LOST;
      }
      if ((effect.result() & Origins.LEADS) == 0) {
        return Answer.CONFINED;
      }
    }
    return Answer.UNKNOWN;
  }

  /** Where the method that ends stands on the way, the outermost of several; negative for none. */
  private static int lastOf(List<CallSite> way, @Nullable CallSite ended) {
    int last = -1;
    for (int index = 0; ended != null && index < way.size(); index++) {
      last = way.get(index).isInMethodOf(ended) ? index : last;
    }
    return last;
  }

  private static MethodCode codeOf(CallSite site, ClassFiles files, Class<?>[] loaded) {
    List<ClassLoader> loaders = new ArrayList<>();
    for (Class<?> type : loaded) {
      if (type.getName().equals(site.className())) {
        loaders.add(type.getClassLoader());
      }
    }
    if (loaders.size() != 1) {
      throw new UnknownFlow("not one class " + site.className());
    }
    MethodCode code =
        files
            .of(site.className().replace('.', '/'), loaders.get(0))
            .method(site.method(), site.descriptor());
    if (code == null || !code.hasCode()) {
      throw new UnknownFlow("no code of " + site.method());
    }
    return code;
  }

  private static boolean isAt(Instruction call, CallSite site) {
    Instruction.Member callee = call.member();
    return callee != null
        && call.opcode() >= Opcodes.INVOKEVIRTUAL
        && call.opcode() <= Opcodes.INVOKEDYNAMIC
        && call.line() == site.line()
        && callee.owner().equals(site.calleeOwner())
        && callee.name().equals(site.callee())
        && callee.descriptor().equals(site.calleeDescriptor());
  }
}
