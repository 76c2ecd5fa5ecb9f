package io.robustdb.jdk;

import jdk.internal.misc.Unsafe;

/** Tells which parts of the JDK are at work, without setting any to work. Stateless. */
public final class Initialised {
  private Initialised() {}

  /**
   * Whether a class of the JDK has been initialised (JLS 12.4).
   *
   * @param className of the boot loader
   * @return false as well where this JDK has no such class
   */
  public static boolean is(String className) {
    try {
      return is(Class.forName(className, false, null));
    } catch (ClassNotFoundException absent) {
      return false;
    }
  }

  /** Whether a class has been initialised (JLS 12.4). */
  public static boolean is(Class<?> type) {
    return !Unsafe.getUnsafe().shouldBeInitialized(type);
  }
}
