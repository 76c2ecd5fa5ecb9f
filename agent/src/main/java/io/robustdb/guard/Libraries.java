package io.robustdb.guard;

import io.robustdb.jdk.Ownership;
import io.robustdb.site.ApplicationCode;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * Tells for one resource to whom the objects of a class belong. The library of the resource itself
 * keeps book of what it opened, in its threads, caches and management beans: that is no use. Of a
 * pool that closes others, theirs are its own, too; and of a pool whose class is a sub class of
 * another pool's, that one's, which does the work. A base class that is no pool by itself does not
 * count: who has extended it may be in the books of a framework. Immutable.
 */
final class Libraries implements Function<Class<?>, Ownership> {
  private final ClassLoader agent = Libraries.class.getClassLoader();
  private final ClassLoader platform = ClassLoader.getPlatformClassLoader();
  private final ApplicationCode code;
  private final List<String> own = new ArrayList<>();

  /**
   * @param type the class of the resource
   */
  Libraries(Class<?> type, ApplicationCode code) {
    this(List.of(type), code);
  }

  /**
   * @param types the class of a pool, and those of the pools that are closed with it
   */
  Libraries(Collection<? extends Class<?>> types, ApplicationCode code) {
    this.code = code;
    for (Class<?> type : types) {
      addOf(type);
      for (Class<?> next = type.getSuperclass(); next != null; next = next.getSuperclass()) {
        if (!Modifier.isAbstract(next.getModifiers())) {
          addOf(next);
        }
      }
    }
  }

  private void addOf(Class<?> type) {
    String prefix = prefix(type);
    if (!prefix.isEmpty()) {
      own.add(prefix);
    }
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
    for (String prefix : own) {
      if (className.startsWith(prefix)) {
        return !code.isApplication(className);
      }
    }
    return false;
  }

  private boolean isJdk(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader == null || loader == platform;
  }
}
