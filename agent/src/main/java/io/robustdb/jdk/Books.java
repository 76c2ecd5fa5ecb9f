package io.robustdb.jdk;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK writes into one book for all who use it: who has an entry, or even the book, cannot
 * get at what others have entered. A management server gives attributes and operations, never the
 * object; a cleaner and a timer only run what they were given.
 */
final class Books {
  private static final Set<String> NAMES =
      Set.of(
          "com.sun.jmx.mbeanserver.Repository",
          "java.util.TaskQueue",
          "jdk.internal.ref.CleanerImpl",
          "jdk.internal.ref.PhantomCleanable");

  private static final ClassValue<Class<?>> BOOKS =
      new ClassValue<>() {
        @Override
        protected @Nullable Class<?> computeValue(Class<?> type) {
          for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getClassLoader() == null && NAMES.contains(each.getName())) {
              return each;
            }
          }
          return null;
        }
      };

  private Books() {}

  /**
   * The class whose fields, and those of the classes above it, belong to such a book: the object's
   * own, or one that it extends.
   *
   * @return null for any other object
   */
  static @Nullable Class<?> of(Object object) {
    return BOOKS.get(object.getClass());
  }
}
