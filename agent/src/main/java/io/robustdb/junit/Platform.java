package io.robustdb.junit;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads and makes the objects of the JUnit Platform, by the public methods that it has had since
 * 1.0: there may be several of it, in class loaders of the application. Stateless.
 */
final class Platform {
  private Platform() {}

  /** Describes a {@code TestDescriptor}. */
  static TestDescription describe(Object descriptor) throws ReflectiveOperationException {
    Object source = optional(call(descriptor, "getSource"));
    String className = source == null ? null : text(source, "getClassName");
    String method = source == null ? null : text(source, "getMethodName");
    boolean test = (Boolean) notNull(call(descriptor, "isTest"));
    String id = String.valueOf(call(descriptor, "getUniqueId"));
    boolean engine = id.startsWith("[engine:", id.lastIndexOf('/') + 1);
    String display = String.valueOf(call(descriptor, "getDisplayName"));
    return new TestDescription(
        descriptor,
        optional(call(descriptor, "getParent")),
        name(className, method, display),
        className,
        test,
        engine);
  }

  /** Whether a {@code TestExecutionResult} is one of success. */
  static boolean isSuccessful(Object result) throws ReflectiveOperationException {
    return "SUCCESSFUL".equals(String.valueOf(call(result, "getStatus")));
  }

  /** Whether a {@code TestExecutionResult} is one of failure. */
  static boolean isFailed(Object result) throws ReflectiveOperationException {
    return "FAILED".equals(String.valueOf(call(result, "getStatus")));
  }

  /** A {@code TestExecutionResult} of failure, of the same kind as another result. */
  static Object failed(Object result, Throwable failure) throws ReflectiveOperationException {
    Object failed = result.getClass().getMethod("failed", Throwable.class).invoke(null, failure);
    return notNull(failed);
  }

  private static String name(@Nullable String className, @Nullable String method, String display) {
    if (className == null) {
      return display;
    }
    if (method == null) {
      return className;
    }
    boolean plain = display.equals(method) || display.startsWith(method + "(");
    return className + "#" + method + (plain ? "" : " " + display);
  }

  private static @Nullable String text(Object object, String method) {
    try {
      return (String) call(object, method);
    } catch (ReflectiveOperationException | ClassCastException hasNone) {
      return null;
    }
  }

  /** Of a class that may not be public: by the public type that declares the method. */
  private static @Nullable Object call(Object object, String name)
      throws ReflectiveOperationException {
    Method method = find(object.getClass(), name);
    if (method == null) {
      throw new NoSuchMethodException(object.getClass().getName() + "." + name);
    }
    return method.invoke(object);
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
    return type.getModule().isExported(type.getPackageName(), Platform.class.getModule());
  }

  private static @Nullable Object optional(@Nullable Object value) {
    return value instanceof Optional<?> optional ? optional.orElse(null) : null;
  }

  private static Object notNull(@Nullable Object value) {
    if (value == null) {
      throw new IllegalStateException("a test framework gave nothing");
    }
    return value;
  }
}
