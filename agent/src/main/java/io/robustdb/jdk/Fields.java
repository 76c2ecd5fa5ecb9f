package io.robustdb.jdk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields of foreign objects as they stand: no code of theirs runs, no module need be open,
 * and the object is not changed.
 *
 * <p>Thread-safe. Keeps nothing of a class longer than the class lives.
 */
public final class Fields {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final long[] NONE = {};

  private static final ClassValue<long[]> REFERENCES =
      new ClassValue<>() {
        @Override
        protected long[] computeValue(Class<?> type) {
          return offsets(type);
        }
      };

  private Fields() {}

  /** Adds all objects that an object's instance fields or array elements refer to. */
  static void references(Object object, List<Object> into) {
    if (object instanceof Object[] array) {
      for (Object element : array) {
        if (element != null) {
          into.add(element);
        }
      }
      return;
    }
    for (long offset : REFERENCES.get(object.getClass())) {
      Object value = UNSAFE.getReference(object, offset);
      if (value != null) {
        into.add(value);
      }
    }
  }

  /**
   * The value of a field by its name, in the object's class or the nearest super class that has it.
   *
   * @return null where there is no such field or it holds null or a primitive
   */
  public static @Nullable Object named(Object object, String name) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : declared(type)) {
        if (field.getName().equals(name) && isReference(field)) {
          return UNSAFE.getReference(object, UNSAFE.objectFieldOffset(field));
        }
      }
    }
    return null;
  }

  private static long[] offsets(Class<?> type) {
    if (type.isArray()) {
      return NONE;
    }
    List<Long> offsets = new ArrayList<>();
    for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
      for (Field field : declared(declaring)) {
        if (isReference(field)) {
          offsets.add(UNSAFE.objectFieldOffset(field));
        }
      }
    }
    long[] result = new long[offsets.size()];
    for (int index = 0; index < result.length; index++) {
      result[index] = offsets.get(index);
    }
    return result;
  }

  private static boolean isReference(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive();
  }

  /** A class whose fields have types that cannot be loaded counts as one without fields. */
  private static Field[] declared(Class<?> type) {
    try {
      return type.getDeclaredFields();
    } catch (LinkageError unloadable) {
      return new Field[0];
    }
  }
}
