package io.robustdb.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
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
    Method method = METHODS.get(object.getClass()).computeIfAbsent(name, of(object)).orElse(null);
    if (method == null) {
      throw new NoSuchMethodException(object.getClass().getName() + "." + name);
    }
    return method.invoke(object);
  }

  /** Whether there is such a method. */
  static boolean has(Object object, String name) {
    return METHODS.get(object.getClass()).computeIfAbsent(name, of(object)).isPresent();
  }

  /** Calls a method that cannot give null. */
  static Object get(Object object, String name) throws ReflectiveOperationException {
    Object value = call(object, name);
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

  /** The same for what an {@link Optional} holds. */
  static @Nullable Object optional(Object object, String name) throws ReflectiveOperationException {
    return call(object, name) instanceof Optional<?> optional ? optional.orElse(null) : null;
  }

  private static Function<String, Optional<Method>> of(Object object) {
    return name -> Optional.ofNullable(find(object.getClass(), name));
  }

  private static @Nullable Method find(@Nullable Class<?> type, String name) {
    if (type == null) {
      return null;
    }
    if (Modifier.isPublic(type.getModifiers()) && isExported(type)) {
      try {
        return type.getMethod(name);
      } catch (NoSuchMethodException elsewhere) {
        return null;
      }
    }
    for (Class<?> of : type.getInterfaces()) {
      Method found = find(of, name);
      if (found != null) {
        return found;
      }
    }
    return find(type.getSuperclass(), name);
  }

  private static boolean isExported(Class<?> type) {
    return type.getModule().isExported(type.getPackageName(), Calls.class.getModule());
  }
}
