package io.robustdb.junit;

import org.jspecify.annotations.Nullable;

/**
 * A test or container as its framework describes it. Immutable.
 *
 * @param object the framework's own for it
 * @param parent the same for the container that it is in; null for none, or where only the class
 *     tells
 * @param name for people: {@code class#method} where it is one
 * @param className the class that it is in; null where it is in none
 * @param isTest whether it is a test, not only a container
 * @param isEngine whether it is the outermost container, or one in which all is of another kind
 */
record TestDescription(
    Object object,
    @Nullable Object parent,
    String name,
    @Nullable String className,
    boolean isTest,
    boolean isEngine) {

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
}
