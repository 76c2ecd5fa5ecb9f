package io.robustdb.junit;

import org.jspecify.annotations.Nullable;

/**
 * Reads and makes the objects of the JUnit Platform, by the public methods that it has had since
 * 1.0: there may be several of it, in class loaders of the application. Stateless.
 */
final class Platform {
  private Platform() {}

  /** Whether an object is a {@code TestDescriptor}. */
  static boolean has(Object test) {
    return Calls.has(test, "getUniqueId");
  }

  /** Describes a {@code TestDescriptor}. */
  static TestDescription describe(Object descriptor) throws ReflectiveOperationException {
    boolean test = Calls.get(descriptor, "isTest").equals(true);
    return new TestDescription(
        descriptor,
        Calls.optional(descriptor, "getParent"),
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

  /** The names of a {@code TestDescriptor}. */
  record Names(Object descriptor) implements TestDescription.Source {
    @Override
    public String name() throws ReflectiveOperationException {
      Object source = Calls.optional(descriptor, "getSource");
      return TestDescription.name(
          className(),
          source == null ? null : Calls.text(source, "getMethodName"),
          Calls.get(descriptor, "getDisplayName").toString());
    }

    @Override
    public @Nullable String className() throws ReflectiveOperationException {
      Object source = Calls.optional(descriptor, "getSource");
      return source == null ? null : Calls.text(source, "getClassName");
    }
  }
}
