package io.robustdb.junit;

import org.jspecify.annotations.Nullable;

/**
 * Reads the objects of JUnit 4 and tells its notifier of failures, by the public methods that it
 * has had since 4.5. Stateless.
 */
final class JUnit4 {
  private static final String DESCRIPTION = "org.junit.runner.Description";
  private static final String ASSUMPTION = "org.junit.internal.AssumptionViolatedException";

  private JUnit4() {}

  /**
   * Describes a test or the run of a class.
   *
   * @param test a {@code Description}, or a {@code Runner} for all its tests
   */
  static TestDescription describe(Object test) throws ReflectiveOperationException {
    boolean single = test.getClass().getName().equals(DESCRIPTION);
    return new TestDescription(test, null, single, false, new Names(description(test), single));
  }

  /** Has a {@code RunNotifier} tell that a test, or the run of a class, has failed. */
  static void fail(Object notifier, Object test, Throwable failure)
      throws ReflectiveOperationException {
    Object description = description(test);
    Class<?> type =
        Class.forName(
            "org.junit.runner.notification.Failure", true, notifier.getClass().getClassLoader());
    Object told =
        type.getConstructor(description.getClass(), Throwable.class)
            .newInstance(description, failure);
    type.getClassLoader()
        .loadClass("org.junit.runner.notification.RunNotifier")
        .getMethod("fireTestFailure", type)
        .invoke(notifier, told);
  }

  /** Whether a {@code Failure} is an assumption that did not hold. */
  static boolean isAssumption(Object failure) throws ReflectiveOperationException {
    Class<?> type = Calls.get(failure, "getException").getClass();
    while (type != null && !type.getName().equals(ASSUMPTION)) {
      type = type.getSuperclass();
    }
    return type != null;
  }

  private static Object description(Object test) throws ReflectiveOperationException {
    return test.getClass().getName().equals(DESCRIPTION) ? test : Calls.get(test, "getDescription");
  }

  /** The names of a {@code Description}. */
  private record Names(Object description, boolean single) implements TestDescription.Source {
    @Override
    public String name() {
      return TestDescription.name(
          className(),
          single ? Calls.text(description, "getMethodName") : null,
          description.toString());
    }

    /** That of a test with parameters has these behind it, in brackets. */
    @Override
    public @Nullable String methodName() {
      String name = single ? Calls.text(description, "getMethodName") : null;
      return name == null ? null : name.replaceFirst("\\[.*", "");
    }

    @Override
    public @Nullable String className() {
      return Calls.text(description, "getClassName");
    }
  }
}
