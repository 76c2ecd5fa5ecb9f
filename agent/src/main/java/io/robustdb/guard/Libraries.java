package io.robustdb.guard;

import io.robustdb.jdk.Ownership;
import io.robustdb.site.ApplicationCode;
import java.util.function.Function;

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

  /**
   * @param type the class of the resource
   */
  Libraries(Class<?> type, ApplicationCode code) {
    this.code = code;
    this.own = prefix(type);
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
    return !own.isEmpty() && className.startsWith(own) && !code.isApplication(className);
  }

  private boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == platform;
  }
}
