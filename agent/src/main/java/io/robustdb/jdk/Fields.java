package io.robustdb.jdk;

import java.lang.ref.Reference;
import java.lang.ref.SoftReference;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
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
  private static final long[] UNKNOWN = {};

  private static final ClassValue<long[]> REFERENCES =
      new ClassValue<>() {
        @Override
        protected long[] computeValue(Class<?> type) {
          return offsets(type);
        }
      };

  private static final Set<Class<?>> LEAVES =
      Set.of(
          String.class,
          Class.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class);

  private static final long REFERENT = offset(Reference.class, "referent");

  private Fields() {}

  /** Whether nothing but what belongs to the JVM can be reached from objects of a class. */
  static boolean isLeaf(Class<?> type) {
    return LEAVES.contains(type)
        || (type.isArray() && type.getComponentType().isPrimitive())
        || type.isPrimitive();
  }

  /**
   * Whether some class of an object has fields that the JDK cannot tell of, because a type of
   * theirs cannot be loaded.
   */
  static boolean areUnknown(Object object) {
    return !(object instanceof Object[]) && REFERENCES.get(object.getClass()) == UNKNOWN;
  }

  /** What a soft reference refers to, without making that any younger. */
  static @Nullable Object referent(SoftReference<?> reference) {
    return UNSAFE.getReference(reference, REFERENT);
  }

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
    at(object, REFERENCES.get(object.getClass()), into);
  }

  /** Adds what an object has at some places of its class. */
  static void at(Object object, long[] offsets, List<Object> into) {
    for (long offset : offsets) {
      Object value = UNSAFE.getReference(object, offset);
      if (value != null) {
        into.add(value);
      }
    }
  }

  /** Where objects of a class have the references that some of its classes declare. */
  static long[] offsets(Class<?> type, Predicate<Class<?>> declares) {
    List<Long> offsets = new ArrayList<>();
    for (Class<?> each = type; each != null; each = each.getSuperclass()) {
      Field[] fields = declares.test(each) ? declared(each) : null;
      for (Field field : fields == null ? new Field[0] : fields) {
        if (isReference(field)) {
          offsets.add(UNSAFE.objectFieldOffset(field));
        }
      }
    }
    return offsets.stream().mapToLong(Long::longValue).toArray();
  }

  /**
   * Adds the same, apart what the classes below one declare and what that one and those above it
   * do.
   */
  static void references(
      Object object, Class<?> border, List<Object> below, List<Object> fromThere) {
    boolean isBelow = true;
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      isBelow = isBelow && type != border;
      Field[] fields = declared(type);
      for (Field field : fields == null ? new Field[0] : fields) {
        Object value = referenceIn(object, field);
        if (value != null) {
          (isBelow ? below : fromThere).add(value);
        }
      }
    }
  }

  /** What an instance field refers to; null for nothing, and for any other field. */
  private static @Nullable Object referenceIn(Object object, Field field) {
    return isReference(field) ? UNSAFE.getReference(object, UNSAFE.objectFieldOffset(field)) : null;
  }

  /** Adds the same of what some of the classes of an object declare. */
  static void references(Object object, Predicate<Class<?>> declares, List<Object> into) {
    at(object, offsets(object.getClass(), declares), into);
  }

  /**
   * The value of a field by its name, in the object's class or the nearest super class that has it.
   *
   * @return null where there is no such field or it holds null or a primitive
   */
  public static @Nullable Object named(Object object, String name) {
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      Field[] fields = declared(type);
      for (Field field : fields == null ? new Field[0] : fields) {
        if (field.getName().equals(name) && isReference(field)) {
          return UNSAFE.getReference(object, UNSAFE.objectFieldOffset(field));
        }
      }
    }
    return null;
  }

  /** The value of an int or long field that an object's class declares; negative for none. */
  static long number(Object object, String name) {
    Field[] fields = declared(object.getClass());
    for (Field field : fields == null ? new Field[0] : fields) {
      if (field.getName().equals(name) && field.getType() == int.class) {
        return UNSAFE.getInt(object, UNSAFE.objectFieldOffset(field));
      }
      if (field.getName().equals(name) && field.getType() == long.class) {
        return UNSAFE.getLong(object, UNSAFE.objectFieldOffset(field));
      }
    }
    return -1;
  }

  private static long[] offsets(Class<?> type) {
    if (type.isArray()) {
      return NONE;
    }
    List<Long> offsets = new ArrayList<>();
    for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
      if (declaring == Reference.class) {
        continue; // what may be cleared holds nothing, and the rest is the collector's
      }
      Field[] fields = declared(declaring);
      if (fields == null && !addOffsetsOfFile(declaring, offsets)) {
        return UNKNOWN;
      }
      for (Field field : fields == null ? new Field[0] : fields) {
        if (isReference(field) && !isLeaf(field.getType())) {
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

  private static boolean addOffsetsOfFile(Class<?> declaring, List<Long> offsets) {
    List<FieldsOfFile.ReferenceField> fields = FieldsOfFile.of(declaring);
    if (fields == null) {
      return false;
    }
    for (FieldsOfFile.ReferenceField field : fields) {
      if (!field.isStatic()) {
        long offset = offsetByName(declaring, field.name());
        if (offset < 0) {
          return false;
        }
        offsets.add(offset);
      }
    }
    return true;
  }

  /** Of a field that its class declares, static or not; negative where there is none. */
  static long offsetByName(Class<?> declaring, String name) {
    try {
      return UNSAFE.objectFieldOffset(declaring, name);
    } catch (InternalError notThere) {
      return -1;
    }
  }

  private static boolean isReference(Field field) {
    return !Modifier.isStatic(field.getModifiers()) && !field.getType().isPrimitive();
  }

  /** Null where a field has a type that cannot be loaded. */
  static Field @Nullable [] declared(Class<?> type) {
    try {
      return type.getDeclaredFields();
    } catch (LinkageError unloadable) {
      return null;
    }
  }

  /** Where a class has an instance field of a name. */
  static long offset(Class<?> type, String name) {
    for (Field field : Objects.requireNonNull(declared(type))) {
      if (field.getName().equals(name)) {
        return UNSAFE.objectFieldOffset(field);
      }
    }
    throw new IllegalStateException("this JDK's " + type.getName() + " has no " + name);
  }
}
