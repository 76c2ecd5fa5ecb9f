package io.robustdb.jdk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * Has the garbage collector say when nobody can reach an object any more, by whatever way, and
 * still gives the object back then: the kind of reference by which the JDK itself runs finalizers
 * (JLS 12.6), on a queue of ours. The object's class need not have one, and none is run.
 *
 * <p>Stateless; the reference must be kept for as long as the word is waited for, and dropped when
 * it is waited for no more: a reference that nobody holds says nothing.
 */
public final class LastWord {
  private static final Unsafe UNSAFE = Unsafe.getUnsafe();
  private static final @Nullable Class<?> TYPE = type();
  private static final @Nullable MethodHandle GIVEN = given();
  private static final long REFERENT = Fields.offset(Reference.class, "referent");
  private static final long QUEUE = Fields.offset(Reference.class, "queue");

  private LastWord() {}

  /**
   * A reference that is put into a queue when nobody can reach the object any more.
   *
   * @return null where this JDK has no such references any more (JEP 421)
   */
  public static @Nullable Reference<?> on(Object object, ReferenceQueue<Object> queue) {
    if (TYPE == null || GIVEN == null) {
      return null;
    }
    try {
      // its constructor would have the JDK run the finalizer of the class
      Reference<?> reference = (Reference<?>) UNSAFE.allocateInstance(TYPE);
      UNSAFE.putReference(reference, QUEUE, queue);
      UNSAFE.putReferenceVolatile(reference, REFERENT, object);
      return reference;
    } catch (InstantiationException impossible) {
      return null;
    }
  }

  /** The object of a reference that has been taken out of its queue. */
  public static @Nullable Object given(Reference<?> reference) {
    MethodHandle given = GIVEN;
    if (given == null) {
      return null;
    }
    try {
      return given.invoke(reference);
    } catch (Throwable impossible) {
      throw new IllegalStateException("a reference without a referent", impossible);
    }
  }

  private static @Nullable Class<?> type() {
    try {
      return Class.forName("java.lang.ref.Finalizer", false, null);
    } catch (ClassNotFoundException gone) {
      return null;
    }
  }

  private static @Nullable MethodHandle given() {
    try {
      return MethodHandles.privateLookupIn(Reference.class, MethodHandles.lookup())
          .findVirtual(
              Reference.class,
              "getFromInactiveFinalReference",
              MethodType.methodType(Object.class));
    } catch (ReflectiveOperationException gone) {
      return null;
    }
  }
}
