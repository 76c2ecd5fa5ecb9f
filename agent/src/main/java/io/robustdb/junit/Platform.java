package io.robustdb.junit;

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
    Object source = Calls.optional(descriptor, "getSource");
    String className = source == null ? null : Calls.text(source, "getClassName");
    String method = source == null ? null : Calls.text(source, "getMethodName");
    String id = Calls.get(descriptor, "getUniqueId").toString();
    String display = Calls.get(descriptor, "getDisplayName").toString();
    return new TestDescription(
        descriptor,
        Calls.optional(descriptor, "getParent"),
        TestDescription.name(className, method, display),
        className,
        Calls.get(descriptor, "isTest").equals(true),
        id.startsWith("[engine:", id.lastIndexOf('/') + 1));
  }

  /** Whether a {@code TestExecutionResult} is one of success. */
  static boolean isSuccessful(Object result) throws ReflectiveOperationException {
    return Calls.get(result, "getStatus").toString().equals("SUCCESSFUL");
  }

  /** Whether a {@code TestExecutionResult} is one of failure. */
  static boolean isFailed(Object result) throws ReflectiveOperationException {
    return Calls.get(result, "getStatus").toString().equals("FAILED");
  }

  /** A {@code TestExecutionResult} of failure, in place of another result. */
  static Object failed(Object result, Throwable failure) throws ReflectiveOperationException {
    return result.getClass().getMethod("failed", Throwable.class).invoke(null, failure);
  }
}
