package io.robustdb.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Calls public methods of the frameworks' objects, whose classes are the application's. Stateless.
 */
final class Calls {
  /** By the class and the name; kept by the class itself, which may be unloaded. */
  private static final ClassValue<ConcurrentHashMap<String, Optional<Method>>> METHODS =
      new ClassValue<>() {
        @Override
        protected ConcurrentHashMap<String, Optional<Method>> computeValue(Class<?> type) {
          return new ConcurrentHashMap<>();
        }
      };

  private Calls() {}

  /** Calls a method without parameters, by the public type that declares it. */
  static @Nullable Object call(Object object, String name) throws ReflectiveOperationException {
    return call(object, known(object, name), name);
  }

  private static @Nullable Object call(Object object, @Nullable Method method, String name)
      throws ReflectiveOperationException {
    if (method == null) {
      throw new NoSuchMethodException(object.getClass().getName() + "." + name);
    }
    return method.invoke(object);
  }

  /** For each test some are asked for: where it is known, nothing is made and nobody waits. */
  private static @Nullable Method known(Object object, String name) {
    Class<?> type = object.getClass();
    ConcurrentHashMap<String, Optional<Method>> ofType = METHODS.get(type);
    Optional<Method> known = ofType.get(name);
    if (known == null) {
      known = Optional.ofNullable(method(type, name));
      ofType.put(name, known);
    }
    return known.orElse(null);
  }

  /** Calls a method that cannot give null. */
  static Object get(Object object, String name) throws ReflectiveOperationException {
    return get(object, known(object, name), name);
  }

  /**
   * The same where the method is known already.
   *
   * @param method null where there is none
   */
  static Object get(Object object, @Nullable Method method, String name)
      throws ReflectiveOperationException {
    Object value = call(object, method, name);
    if (value == null) {
      throw new NoSuchMethodException(object.getClass().getName() + "." + name + " gave null");
    }
    return value;
  }

  /** The same for a text; null where there is no such method or value. */
  static @Nullable String text(Object object, String name) {
    try {
      return call(object, name) instanceof String text ? text : null;
    } catch (ReflectiveOperationException hasNone) {
      return null;
    }
  }

  /** What an {@link Optional} holds. */
  static @Nullable Object optional(Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : null;
  }

  /** A public method without parameters; null for none. */
  static @Nullable Method method(@Nullable Class<?> type, String name) {
    if (type == null) {
      return null;
    }
    if (Modifier.isPublic(type.getModifiers()) && isExported(type)) {
      try {
        Method found = type.getMethod(name);
        sparesChecks(found);
        return found;
      } catch (NoSuchMethodException elsewhere) {
        return null;
      }
    }
    for (Class<?> of : type.getInterfaces()) {
      Method found = method(of, name);
      if (found != null) {
        return found;
      }
    }
    return method(type.getSuperclass(), name);
  }

  /** It is accessible: whether the JVM looks at that at each call is all that changes. */
  private static void sparesChecks(Method method) {
    try {
      method.trySetAccessible();
    } catch (SecurityException refused) {
      // it looks, then
    }
  }

  private static boolean isExported(Class<?> type) {
    return type.getModule().isExported(type.getPackageName(), Calls.class.getModule());
  }
}
