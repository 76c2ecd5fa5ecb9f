package io.robustdb.jdk;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Reads static fields of foreign classes as they stand; initialises no class. Thread-safe, and
 * keeps nothing of a class longer than the class lives.
 */
final class Statics {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final Slot[] NONE = {};
  private static final Slot[] UNKNOWN = {};

  private static final ClassValue<Slot[]> SLOTS =
      new ClassValue<>() {
        @Override
        protected Slot[] computeValue(Class<?> type) {
          return slots(type);
        }
      };

  private Statics() {}

  /**
   * Adds all objects that the static fields of a class refer to; none for a class that is not
   * initialised yet.
   *
   * @return false where the fields cannot be told
   */
  static boolean references(Class<?> type, List<Object> into) {
    return !hasValues(type) || referencesNow(type, into);
  }

  /** The same of a class whose initialiser is running: for the JVM it is not initialised yet. */
  static boolean referencesNow(Class<?> type, List<Object> into) {
    Slot[] slots = SLOTS.get(type);
    for (Slot slot : slots) {
      Object value = UNSAFE.getReference(slot.base, slot.offset);
      if (value != null) {
        into.add(value);
      }
    }
    return slots != UNKNOWN;
  }

  /** The name of the static field that holds an object; null where none does. */
  static @Nullable String nameOf(Class<?> type, Object value) {
    if (hasValues(type)) {
      for (Slot slot : SLOTS.get(type)) {
        if (UNSAFE.getReference(slot.base, slot.offset) == value) {
          return slot.name;
        }
      }
    }
    return null;
  }

  private static boolean hasValues(Class<?> type) {
    return !type.isArray() && !type.isPrimitive() && !UNSAFE.shouldBeInitialized(type);
  }

  private static Slot[] slots(Class<?> type) {
    Field[] fields = Fields.declared(type);
    if (fields == null) {
      return slotsOfFile(type);
    }
    List<Slot> slots = new ArrayList<>();
    for (Field field : fields) {
      if (Modifier.isStatic(field.getModifiers()) && !Fields.isLeaf(field.getType())) {
        slots.add(
            new Slot(
                UNSAFE.staticFieldBase(field), UNSAFE.staticFieldOffset(field), field.getName()));
      }
    }
    return slots.isEmpty() ? NONE : slots.toArray(Slot[]::new);
  }

  /** Static fields stand in the object of their class. */
  private static Slot[] slotsOfFile(Class<?> type) {
    List<FieldsOfFile.ReferenceField> fields = FieldsOfFile.of(type);
    if (fields == null) {
      return UNKNOWN;
    }
    List<Slot> slots = new ArrayList<>();
    for (FieldsOfFile.ReferenceField field : fields) {
      long offset = field.isStatic() ? Fields.offsetByName(type, field.name()) : 0;
      if (offset < 0) {
        return UNKNOWN;
      }
      if (field.isStatic()) {
        slots.add(new Slot(type, offset, field.name()));
      }
    }
    return slots.isEmpty() ? NONE : slots.toArray(Slot[]::new);
  }

  private static final class Slot {
    final Object base;
    final long offset;
    final String name;

    Slot(Object base, long offset, String name) {
      this.base = base;
      this.offset = offset;
      this.name = name;
    }
  }
}
