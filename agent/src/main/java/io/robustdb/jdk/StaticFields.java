package io.robustdb.jdk;

/** Finds the static field that holds an object. */
public final class StaticFields {
  private StaticFields() {}

  /** The field as {@code Class.name} with the simple name of its class. */
  public static String holding(Object value, Class<?>[] classes) {
    for (Class<?> type : classes) {
      String name = Statics.nameOf(type, value);
      if (name != null) {
        return type.getSimpleName() + "." + name;
      }
    }
    return "a static field";
  }
}
