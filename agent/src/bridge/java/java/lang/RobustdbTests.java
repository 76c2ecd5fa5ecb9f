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

  /**
   * A test or a container of tests begins in the calling thread.
   *
   * @param test the framework's object for it
   */
  protected abstract void begun(Object test);

  /**
   * A test or a container of tests has ended in the calling thread, with all that belongs to it.
   *
   * @param result the framework's
   * @return the result to go on with
   */
  protected abstract Object ended(Object test, Object result);

  /** As {@link #ended(Object, Object)} where a failure has to be told to a notifier. */
  protected abstract void endedWith(Object notifier, Object test);

  /**
   * All tests have ended.
   *
   * @return what the run is to fail with; null for nothing
   */
  protected abstract AssertionError allEnded();

  /** A woven framework starts a test or container. */
  public static void started(Object test) {
    RobustdbTests core = tests;
    if (core != null) {
      try {
        core.begun(test);
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
  }

  /** A woven framework is about to tell of the end of a test or container. */
  public static Object finished(Object test, Object result) {
    RobustdbTests core = tests;
    if (core == null) {
      return result;
    }
    try {
      return core.ended(test, result);
    } catch (Throwable unseen) {
      return result;
    }
  }

  /** The same, of a framework that tells of failures in a way of their own. */
  public static void finishing(Object notifier, Object test) {
    RobustdbTests core = tests;
    if (core != null) {
      try {
        core.endedWith(notifier, test);
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
        failure = core.allEnded();
      } catch (Throwable unseen) {
        // the core counts its own failures; this one was in counting
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
