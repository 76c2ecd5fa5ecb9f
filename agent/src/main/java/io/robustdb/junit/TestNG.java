package io.robustdb.junit;

/**
 * Reads and changes the objects of TestNG, by the public methods that it has had since 6.9.
 * Stateless.
 */
final class TestNG {
  private static final int SUCCESS = 1;
  private static final int FAILURE = 2;

  private TestNG() {}

  /** Whether an {@code IInvokedMethod} is a test, and not what is around one. */
  static boolean isTest(Object method) throws ReflectiveOperationException {
    return Calls.get(method, "isTestMethod").equals(true);
  }

  /** Describes the test of an {@code ITestResult}. */
  static TestDescription describe(Object result) throws ReflectiveOperationException {
    return new TestDescription(
        result, null, true, false, new Names(Calls.get(result, "getMethod")));
  }

  static boolean isSuccessful(Object result) throws ReflectiveOperationException {
    return Calls.get(result, "getStatus").equals(SUCCESS);
  }

  static boolean isFailed(Object result) throws ReflectiveOperationException {
    return Calls.get(result, "getStatus").equals(FAILURE);
  }

  /** Turns an {@code ITestResult} into one of failure. */
  static void fail(Object result, Throwable failure) throws ReflectiveOperationException {
    result.getClass().getMethod("setStatus", int.class).invoke(result, FAILURE);
    result.getClass().getMethod("setThrowable", Throwable.class).invoke(result, failure);
  }

  /** The names of an {@code ITestNGMethod}. */
  private record Names(Object method) implements TestDescription.Source {
    @Override
    public String name() throws ReflectiveOperationException {
      return TestDescription.name(className(), methodName(), methodName());
    }

    @Override
    public String methodName() throws ReflectiveOperationException {
      return Calls.get(method, "getMethodName").toString();
    }

    @Override
    public String className() throws ReflectiveOperationException {
      return ((Class<?>) Calls.get(method, "getRealClass")).getName();
    }
  }
}
