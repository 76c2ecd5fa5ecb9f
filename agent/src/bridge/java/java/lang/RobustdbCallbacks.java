package java.lang;

/**
 * What woven code tells the agent's core. The core, in its own class loader, extends this class and
 * sets itself into {@link RobustdbBridge#callbacks}; both types live in {@code java.lang} because
 * every class loader sees that package and {@code java.sql} may not be named there.
 *
 * <p>All methods are called in the application's threads. An implementation may throw: the bridge
 * keeps every throwable from the application.
 */
public abstract class RobustdbCallbacks {
  /** For the core alone. */
  protected RobustdbCallbacks() {}

  /**
   * A woven method begins.
   *
   * @param kind which woven method, a number that only the core gives and reads
   * @param target the object it runs on
   * @param argument its first string argument, null where it has none
   * @return what {@link #left} or {@link #failed} wants to be given, null where they are not wanted
   */
  public abstract Object entered(int kind, Object target, Object argument);

  /**
   * A woven method, whose {@link #entered} gave a token, returns.
   *
   * @param result what it returns: null for {@code void}, a {@link Boolean} for a truth value
   */
  public abstract void left(int kind, Object token, Object result);

  /** A woven method, whose {@link #entered} gave a token, ends with a throwable. */
  public abstract void failed(int kind, Object token, Throwable thrown);

  /** A constructor of a woven class has ended normally. */
  public abstract void constructed(Object instance);

  /**
   * A woven method is about to make a call that may open a resource, while some resource is
   * suspected of being lost.
   *
   * @param site the number of the call site
   */
  public abstract void opening(int site);

  /**
   * A woven method that makes such calls ends, and the thread has opened resources in it that are
   * to be looked at.
   *
   * @param opened how many the thread had opened when the method began
   * @param outermost whether it is the last woven method that the thread is running
   * @param method the number of a call site that stands for the method
   * @param result what it returns; null for {@code void}, primitives and a throwable
   * @param thrown what it ends with; null where it returns
   */
  public abstract void ended(
      int opened, boolean outermost, int method, Object result, Throwable thrown);
}
