package io.robustdb.jdk;

import java.lang.ref.Reference;
import java.util.List;
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

  private static final ClassValue<@Nullable Book> BOOKS =
      new ClassValue<>() {
        @Override
        protected @Nullable Book computeValue(Class<?> type) {
          for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            if (each.getClassLoader() == null && NAMES.contains(each.getName())) {
              return new Book(type, each);
            }
          }
          return null;
        }
      };

  private Books() {}

  /** How an object belongs to such a book; null for any other object. */
  static @Nullable Book of(Object object) {
    return BOOKS.get(object.getClass());
  }

  /** Where the objects of a class have what. Immutable. */
  static final class Book {
    private final Class<?> type;
    private final long[] own;
    private final long[] entries;

    /**
     * @param book the class that belongs to the book: the object's own, or one that it extends
     */
    Book(Class<?> type, Class<?> book) {
      this.type = book;
      this.own = Fields.offsets(type, each -> !each.isAssignableFrom(book));
      this.entries =
          Fields.offsets(type, each -> each.isAssignableFrom(book) && each != Reference.class);
    }

    Class<?> type() {
      return type;
    }

    /** Adds what the classes below that of the book keep. */
    void addOwn(Object object, List<Object> into) {
      Fields.at(object, own, into);
    }

    /** Adds what is in the book. */
    void addEntries(Object object, List<Object> into) {
      Fields.at(object, entries, into);
    }
  }
}
