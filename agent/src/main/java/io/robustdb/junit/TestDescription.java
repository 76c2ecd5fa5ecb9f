package io.robustdb.junit;

import org.jspecify.annotations.Nullable;

/**
 * A test or container as its framework describes it. Most are never asked for their names, which
 * cost most of all. Immutable.
 *
 * @param object the framework's own for it
 * @param parent the same for the container that it is in; null for none, or where only the class
 *     tells
 * @param isTest whether it is a test, not only a container
 * @param isEngine whether it is the outermost container, or one in which all is of another kind
 * @param source tells its names
 */
record TestDescription(
    Object object, @Nullable Object parent, boolean isTest, boolean isEngine, Source source) {

  private static final TestDescription ENDED =
      new TestDescription("", null, true, false, new Settled("", null));

  /** For people: {@code class#method} where it is one. */
  String name() {
    try {
      return source.name();
    } catch (ReflectiveOperationException unknown) {
      return object.toString();
    }
  }

  /** The class that it is in; null where it is in none. */
  @Nullable String className() {
    try {
      return source.className();
    } catch (ReflectiveOperationException unknown) {
      return null;
    }
  }

  /**
   * Whether the calling thread is in the test's own method, or in a lambda expression of that, as
   * compilers of Java name them.
   */
  boolean isInItsMethod() {
    String className = className();
    String method = methodName();
    if (className == null || method == null) {
      return false;
    }
    String lambda = "lambda$" + method + "$";
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames.anyMatch(
                    frame ->
                        frame.getClassName().equals(className)
                            && (frame.getMethodName().equals(method)
                                || frame.getMethodName().startsWith(lambda))));
  }

  private @Nullable String methodName() {
    try {
      return source.methodName();
    } catch (ReflectiveOperationException unknown) {
      return null;
    }
  }

  /**
   * The same without the framework's objects.
   *
   * @param named whether the name will be asked for
   */
  TestDescription settled(boolean named) {
    if (!named && isTest) {
      return ENDED; // as nearly all are
    }
    String name = named ? name() : "";
    String className = named ? className() : null;
    return new TestDescription(name, null, isTest, isEngine, new Settled(name, className));
  }

  /** A name for people. */
  static String name(@Nullable String className, @Nullable String method, String display) {
    if (className == null) {
      return display;
    }
    if (method == null) {
      return className;
    }
    boolean plain = display.equals(method) || display.startsWith(method + "(");
    return className + "#" + method + (plain ? "" : " " + display);
  }

  /** Names that were read. */
  private record Settled(String name, @Nullable String className) implements Source {
    @Override
    public @Nullable String methodName() {
      return null;
    }
  }

  /** Names as a framework has them. */
  interface Source {
    String name() throws ReflectiveOperationException;

    @Nullable String className() throws ReflectiveOperationException;

    /** Of a test that is a method; null for all else. */
    @Nullable String methodName() throws ReflectiveOperationException;
  }
}
