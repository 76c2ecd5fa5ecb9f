package io.robustdb.junit;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/**
 * Reads and makes the objects of the JUnit Platform, by the public methods that it has had since
 * 1.0: there may be several of it, in class loaders of the application. Stateless.
 */
final class Platform {
  /** By the class of a {@code TestDescriptor}; kept by it, which may be unloaded. */
  private static final ClassValue<Kind> KINDS =
      new ClassValue<>() {
        @Override
        protected Kind computeValue(Class<?> type) {
          return new Kind(
              Calls.method(type, "getUniqueId"),
              Calls.method(type, "isTest"),
              Calls.method(type, "getParent"));
        }
      };

  private Platform() {}

  /** Whether an object is a {@code TestDescriptor}. */
  static boolean has(Object test) {
    return KINDS.get(test.getClass()).uniqueId() != null;
  }

  /** Describes a {@code TestDescriptor}. */
  static TestDescription describe(Object descriptor) throws ReflectiveOperationException {
    Kind kind = KINDS.get(descriptor.getClass());
    boolean test = Calls.get(descriptor, kind.isTest(), "isTest").equals(true);
    return new TestDescription(
        descriptor,
        Calls.optional(Calls.get(descriptor, kind.parent(), "getParent")),
        test,
        !test && isEngine(descriptor),
        new Names(descriptor));
  }

  private static boolean isEngine(Object descriptor) throws ReflectiveOperationException {
    String id = Calls.get(descriptor, "getUniqueId").toString();
    return id.startsWith("[engine:", id.lastIndexOf('/') + 1);
  }

  /** What a {@code TestExecutionResult} says: SUCCESSFUL, ABORTED or FAILED. */
  static String status(Object result) throws ReflectiveOperationException {
    return Calls.get(result, "getStatus").toString();
  }

  /** A {@code TestExecutionResult} of failure, in place of another result. */
  static Object failed(Object result, Throwable failure) throws ReflectiveOperationException {
    return result.getClass().getMethod("failed", Throwable.class).invoke(null, failure);
  }

  /** What is asked of each test: found once. */
  private record Kind(
      @Nullable Method uniqueId, @Nullable Method isTest, @Nullable Method parent) {}

  /** The names of a {@code TestDescriptor}. */
  record Names(Object descriptor) implements TestDescription.Source {
    @Override
    public String name() throws ReflectiveOperationException {
      Object source = Calls.optional(Calls.get(descriptor, "getSource"));
      return TestDescription.name(
          className(),
          source == null ? null : Calls.text(source, "getMethodName"),
          Calls.get(descriptor, "getDisplayName").toString());
    }

    @Override
    public @Nullable String className() throws ReflectiveOperationException {
      Object source = Calls.optional(Calls.get(descriptor, "getSource"));
      return source == null ? null : Calls.text(source, "getClassName");
    }
  }
}
