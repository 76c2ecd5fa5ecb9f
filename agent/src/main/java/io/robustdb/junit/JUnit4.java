package io.robustdb.junit;

/**
 * Reads the objects of JUnit 4 and tells its notifier of failures, by the public methods that it
 * has had since 4.5. Stateless.
 */
final class JUnit4 {
  private static final String DESCRIPTION = "org.junit.runner.Description";

  private JUnit4() {}

  /**
   * Describes a test or the run of a class.
   *
   * @param test a {@code Description}, or a {@code Runner} for all its tests
   */
  static TestDescription describe(Object test) throws ReflectiveOperationException {
    boolean single = test.getClass().getName().equals(DESCRIPTION);
    Object description = description(test);
    String className = Calls.text(description, "getClassName");
    String method = single ? Calls.text(description, "getMethodName") : null;
    return new TestDescription(
        test,
        null,
        TestDescription.name(className, method, description.toString()),
        className,
        single,
        false);
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
    notifier.getClass().getMethod("fireTestFailure", type).invoke(notifier, told);
  }

  private static Object description(Object test) throws ReflectiveOperationException {
    return test.getClass().getName().equals(DESCRIPTION) ? test : Calls.get(test, "getDescription");
  }
}
