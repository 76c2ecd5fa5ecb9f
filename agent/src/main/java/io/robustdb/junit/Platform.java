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

  /** By the class of a {@code TestExecutionResult}. */
  private static final ClassValue<Status> STATUS =
      new ClassValue<>() {
        @Override
        protected Status computeValue(Class<?> type) {
          return new Status(Calls.method(type, "getStatus"));
        }
      };

  private Platform() {}

  /** Describes a {@code TestDescriptor}; null for anything else. */
  static @Nullable TestDescription describe(Object descriptor) throws ReflectiveOperationException {
    Kind kind = KINDS.get(descriptor.getClass());
    if (kind.uniqueId() == null) {
      return null;
    }
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
    return Calls.get(result, STATUS.get(result.getClass()).method(), "getStatus").toString();
  }

  /** A {@code TestExecutionResult} of failure, in place of another result. */
  static Object failed(Object result, Throwable failure) throws ReflectiveOperationException {
    return result.getClass().getMethod("failed", Throwable.class).invoke(null, failure);
  }

  /** What tells how a test went: found once. */
  private record Status(@Nullable Method method) {}

  /** What is asked of each test: found once. */
  private record Kind(
      @Nullable Method uniqueId, @Nullable Method isTest, @Nullable Method parent) {}

  /** The names of a {@code TestDescriptor}. */
  record Names(Object descriptor) implements TestDescription.Source {
    @Override
    public String name() throws ReflectiveOperationException {
      String className = className();
      return className == null
          ? place()
          : TestDescription.name(className, methodName(), display(descriptor));
    }

    /** Where it is no class that it is in, such as a file: the names of all that it is in. */
    private String place() throws ReflectiveOperationException {
      StringBuilder place = new StringBuilder(display(descriptor));
      Object around = Calls.optional(Calls.get(descriptor, "getParent"));
      while (around != null && !isEngine(around)) {
        place.insert(0, display(around) + " > ");
        around = Calls.optional(Calls.get(around, "getParent"));
      }
      return place.toString();
    }

    private static String display(Object descriptor) throws ReflectiveOperationException {
      return Calls.get(descriptor, "getDisplayName").toString();
    }

    @Override
    public @Nullable String className() throws ReflectiveOperationException {
      return ofSource("getClassName");
    }

    @Override
    public @Nullable String methodName() throws ReflectiveOperationException {
      return ofSource("getMethodName");
    }

    private @Nullable String ofSource(String method) throws ReflectiveOperationException {
      Object source = Calls.optional(Calls.get(descriptor, "getSource"));
      return source == null ? null : Calls.text(source, method);
    }
  }
}
