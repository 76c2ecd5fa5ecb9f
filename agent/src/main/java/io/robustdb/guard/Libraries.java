package io.robustdb.guard;

import io.robustdb.jdk.Ownership;
import io.robustdb.site.ApplicationCode;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Tells for one resource to whom the objects of a class belong. The library of the resource itself
 * keeps book of what it opened, in its threads, caches and management beans: that is no use.
 * Immutable.
 */
final class Libraries implements Function<Class<?>, Ownership> {
  private final ClassLoader agent = Libraries.class.getClassLoader();
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private final ApplicationCode code;
  private final String own;
  private final String around;

  /**
   * @param type the class of the resource
   */
  Libraries(Class<?> type, ApplicationCode code) {
    this(type, null, code);
  }

  /**
   * The same for a resource inside another.
   *
   * @param type the class of the resource
   * @param outer the class of what it is in, whose library has it for itself, too; null for none
   */
  Libraries(Class<?> type, @Nullable Class<?> outer, ApplicationCode code) {
    this.code = code;
    this.own = prefix(type);
    this.around = outer == null ? "" : prefix(outer);
  }

  private String prefix(Class<?> type) {
    boolean library = !isJdk(type) && !code.isApplication(type.getName());
    String root = ApplicationCode.rootOf(type.getName());
    return library && !root.isEmpty() ? root + "." : "";
  }

  @Override
  public Ownership apply(Class<?> type) {
    Class<?> element = type;
    while (element.isArray()) {
      element = element.getComponentType();
    }
    if (element.getClassLoader() == agent || element.getName().startsWith("java.lang.Robustdb")) {
      return Ownership.AGENT;
    }
    if (isJdk(element)) {
      return Ownership.JDK;
    }
    return isOwn(element.getName()) ? Ownership.OWN : Ownership.OTHER;
  }

  /** Whether a class, by its name with dots, belongs to the library of the resource. */
  boolean isOwn(String className) {
    boolean library =
        (!own.isEmpty() && className.startsWith(own))
            || (!around.isEmpty() && className.startsWith(around));
    return library && !code.isApplication(className);
  }

  private boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == platform;
  }
}
