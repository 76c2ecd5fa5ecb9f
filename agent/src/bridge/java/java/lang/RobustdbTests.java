package java.lang;

/**
 * What the woven classes of test frameworks call, and what the agent's core does with it: tells
 * which test is running in which thread, and lets one fail.
 *
 * <p>Thread-safe. What the core throws stays here; the one throwable that goes out is the failure
 * of a whole run, in {@link #closing}.
 */
public abstract class RobustdbTests {
  /** The core; null while there is none, and then woven code does nothing. */
  public static volatile RobustdbTests tests;

  /** For the core alone. */
  protected RobustdbTests() {}

  /** See {@link RobustdbTests#started}. */
  protected abstract void onStart(Object test);

  /** See {@link RobustdbTests#finished}. */
  protected abstract Object onFinish(Object test, Object result);

  /** See {@link RobustdbTests#failed}. */
  protected abstract void onFailure(Object failure);

  /** See {@link RobustdbTests#finishing}. */
  protected abstract void onFinishing(Object notifier, Object test);

  /** See {@link RobustdbTests#invoking}. */
  protected abstract void onInvocation(Object moment, Object method, Object result);

  /** See {@link RobustdbTests#closing}; null where the run is not to fail. */
  protected abstract AssertionError onClosing();

  /**
   * A test or a container of tests begins in the calling thread.
   *
   * @param test the framework's object for it
   */
  public static void started(Object test) {
    RobustdbTests core = tests;
    if (core != null) {
      try {
        core.onStart(test);
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
  }

  /**
   * A test or a container of tests has ended in the calling thread, with all that belongs to it.
   *
   * @param result the framework's
   * @return the result to go on with
   */
  public static Object finished(Object test, Object result) {
    RobustdbTests core = tests;
    if (core == null) {
      return result;
    }
    try {
      return core.onFinish(test, result);
    } catch (Throwable unseen) {
      return result;
    }
  }

  /**
   * A test has failed in the calling thread, and will be told to have ended.
   *
   * @param failure the framework's object for it
   */
  public static void failed(Object failure) {
    RobustdbTests core = tests;
    if (core != null) {
      try {
        core.onFailure(failure);
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
  }

  /**
   * As {@link #finished}, of a framework that has no results but tells of failures before the end.
   *
   * @param notifier whom it tells
   */
  public static void finishing(Object notifier, Object test) {
    RobustdbTests core = tests;
    if (core != null) {
      try {
        core.onFinishing(notifier, test);
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
  }

  /**
   * A method is invoked, a test among others, of a framework whose result can be changed after it.
   *
   * @param moment before or after, by its name
   * @param method what is invoked
   * @param result the framework's, still to be read by it
   */
  public static void invoking(Object moment, Object method, Object result) {
    RobustdbTests core = tests;
    if (core != null) {
      try {
        core.onInvocation(moment, method, result);
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
  }

  /**
   * A woven framework has come to the end of all tests.
   *
   * @throws AssertionError where the run is to fail
   */
  public static void closing() {
    RobustdbTests core = tests;
    AssertionError failure = null;
    if (core != null) {
      try {
        failure = core.onClosing();
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
