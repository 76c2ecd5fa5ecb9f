package io.robustdb.jdk;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a way from some roots to one of some targets, over the fields and elements of objects;
 * not through references that may be cleared, classes, and what the JDK's class loaders keep. What
 * the JDK has in a book for all ({@link Books}) counts by itself, whoever has the book.
 *
 * <p>What only the JDK holds, belongs to whom it was given by: an object of the targets' own
 * library in a thread of that library, say. It is entered only on a way that leads through an
 * object of somebody else, who can use it; the target itself always counts, but where management
 * holds it.
 *
 * <p>Bounded in objects and in time. Used once, by one thread.
 */
public final class Reach {
  private static final int NO_PARENT = -1;
  private static final int CHECK_TIME = 0x3FF;
  private static final int LONGEST_PATH = 1000;

  private final IdentityHashMap<Object, Boolean> targets = new IdentityHashMap<>();
  private final Function<Class<?>, Ownership> owners;
  private final IdentityHashMap<Class<?>, Ownership> known = new IdentityHashMap<>();
  private final int maximumObjects;
  private final long end;
  private final Ended ended;
  private final boolean tolerant;
  private final List<Object> references = new ArrayList<>();
  private Object[] objects = new Object[4096];
  private int[] parents = new int[4096];
  private boolean[] used = new boolean[4096];
  private int[] slots = new int[16384];
  private int[] queue = new int[4096];
  private int queued;
  private int next;
  private int size;
  private int found = NO_PARENT;
  private @Nullable String unsure;

  /**
   * @param targets what is looked for
   * @param owners tells to whom a class belongs
   * @param maximumObjects how many objects may be visited
   * @param nanos how long it may take
   */
  public Reach(
      Iterable<?> targets, Function<Class<?>, Ownership> owners, int maximumObjects, long nanos) {
    this(targets, owners, maximumObjects, nanos, Ended.NOTHING);
  }

  /**
   * The same, but not through what is over.
   *
   * @param ended tells what is
   */
  public Reach(
      Iterable<?> targets,
      Function<Class<?>, Ownership> owners,
      int maximumObjects,
      long nanos,
      Ended ended) {
    this(targets, owners, maximumObjects, nanos, ended, false);
  }

  private Reach(
      Iterable<?> targets,
      Function<Class<?>, Ownership> owners,
      int maximumObjects,
      long nanos,
      Ended ended,
      boolean tolerant) {
    this.ended = ended;
    this.tolerant = tolerant;
    for (Object target : targets) {
      this.targets.put(target, Boolean.TRUE);
    }
    this.owners = owners;
    this.maximumObjects = maximumObjects;
    this.end = System.nanoTime() + nanos;
    Arrays.fill(slots, NO_PARENT);
  }

  /**
   * Looks for nothing but shows all that it comes to, and passes over what cannot be read.
   *
   * @param seen is shown each object, with what it refers to
   */
  public static Reach over(
      Function<Class<?>, Ownership> owners, int maximumObjects, long nanos, Ended seen) {
    return new Reach(List.of(), owners, maximumObjects, nanos, seen, true);
  }

  /** Whether the search is over: a target was found, or it became unsure. */
  public boolean isOver() {
    return found >= 0 || unsure != null;
  }

  /** Why no answer can be given; null where one can. */
  public @Nullable String unsure() {
    return unsure;
  }

  /** Gives up, for a reason. */
  public void unsure(String reason) {
    if (!isOver()) {
      unsure = reason;
    }
  }

  /** Whether a target was found. */
  public boolean isFound() {
    return found >= 0;
  }

  /**
   * Adds a root.
   *
   * @param holder whose hold it is: {@link Ownership#JDK} for what only counts by what it is
   */
  public void root(@Nullable Object object, Ownership holder) {
    if (object != null) {
      ended.root(object);
      visit(object, NO_PARENT, holder == Ownership.OTHER || holder == Ownership.OWN, false);
    }
  }

  /** Adds what the static fields of a class hold. */
  public void statics(Class<?> type) {
    Ownership owner = ownership(type);
    if (owner == Ownership.AGENT || owner == Ownership.OWN) {
      return;
    }
    references.clear();
    if (!Statics.references(type, references) && !tolerant) {
      unsure("the static fields of " + type.getName() + " cannot be read");
    }
    for (int index = 0; index < references.size() && !isOver(); index++) {
      root(references.get(index), owner);
    }
  }

  /** The same of a class whose initialiser is running, with what that has set so far. */
  public void staticsSoFar(Class<?> type) {
    List<Object> values = new ArrayList<>();
    if (!Statics.referencesNow(type, values)) {
      unsure("the static fields of " + type.getName() + " cannot be read");
    }
    for (Object value : values) {
      root(value, ownership(type));
    }
  }

  /** Follows everything that can be reached from the roots so far. */
  public void follow() {
    while (next < queued && !isOver()) {
      if ((next & CHECK_TIME) == 0 && System.nanoTime() - end > 0) {
        unsure("looking took too long");
        return;
      }
      expand(queue[next++]);
    }
  }

  /** The objects on the way to what was found, from the root to the target. */
  public List<Object> path() {
    List<Object> path = new ArrayList<>();
    for (int index = found; index >= 0 && path.size() < LONGEST_PATH; index = parents[index]) {
      path.add(0, objects[index]);
    }
    return path;
  }

  /** How many objects were visited. */
  public int visited() {
    return size;
  }

  private void expand(int index) {
    Object object = objects[index];
    if (Fields.areUnknown(object)) {
      if (tolerant) {
        return;
      }
      unsure("the fields of " + object.getClass().getName() + " cannot be read");
      return;
    }
    if (object instanceof Thread thread) {
      expandThread(thread, index);
      return;
    }
    if (object instanceof ClassLoader loader) {
      expandLoader(loader, index);
      return;
    }
    Books.Book book = Books.of(object);
    if (book != null) {
      expandBook(object, book, index);
      return;
    }
    boolean byUser = used[index];
    boolean management = !byUser && isManagement(object.getClass());
    references.clear();
    Fields.references(object, references);
    if (object instanceof SoftReference<?> soft) {
      Object referent = Fields.referent(soft);
      if (referent != null) {
        references.add(referent);
      }
    }
    if (ended.isOver(object, references)) {
      return;
    }
    for (int each = 0; each < references.size() && !isOver(); each++) {
      visit(references.get(each), index, byUser, management);
    }
  }

  /** Who has the object has what the classes below that of the book keep, and no more. */
  private void expandBook(Object object, Books.Book book, int index) {
    List<Object> own = new ArrayList<>();
    List<Object> entries = new ArrayList<>();
    book.addOwn(object, own);
    book.addEntries(object, entries);
    for (Object each : own) {
      visit(each, index, used[index], false);
    }
    for (Object each : entries) {
      if (!isOver()) {
        visit(each, index, false, isManagement(book.type()));
      }
    }
  }

  /**
   * Who has a thread cannot get at its thread locals, nor at the other threads of its group: what
   * the class {@code Thread} keeps counts by itself, what a sub class keeps is that one's.
   */
  private void expandThread(Thread thread, int index) {
    List<Object> own = new ArrayList<>();
    List<Object> inherited = new ArrayList<>();
    Fields.references(thread, Thread.class, own, inherited);
    for (Object each : own) {
      visit(each, index, used[index], false);
    }
    for (Object each : inherited) {
      if (each.getClass() != ThreadGroup.class && !isOver()) {
        visit(each, index, false, false);
      }
    }
  }

  /**
   * Who has a class loader cannot get at its classes' static fields by that: what the JDK's own
   * loaders keep does not count, what a sub class of theirs keeps is that one's.
   */
  private void expandLoader(ClassLoader loader, int index) {
    List<Object> own = new ArrayList<>();
    Fields.references(loader, type -> ownership(type) != Ownership.JDK, own);
    for (Object each : own) {
      visit(each, index, used[index], false);
    }
  }

  private void visit(Object object, int parent, boolean byUser, boolean byManagement) {
    Class<?> type = object.getClass();
    if (Fields.isLeaf(type)) {
      return;
    }
    Ownership owner = ownership(type);
    if (owner == Ownership.AGENT) {
      return;
    }
    boolean target = targets.containsKey(object);
    boolean counts = byUser || owner == Ownership.OTHER;
    if (owner == Ownership.OWN && !byUser && (!target || byManagement)) {
      return;
    }
    int index = enter(object, parent, counts);
    if (target) {
      found = index < 0 ? indexOf(object) : index;
    }
  }

  /** Enters an object, or its use by somebody; negative where nothing is new. */
  private int enter(Object object, int parent, boolean byUser) {
    int slot = slotOf(object);
    int index = slots[slot];
    if (index < 0) {
      if (size == maximumObjects) {
        unsure("there are too many objects to look at");
        return NO_PARENT;
      }
      index = size++;
      ensureRoom();
      objects[index] = object;
      parents[index] = parent;
      used[index] = byUser;
      slots[slotOf(object)] = index;
    } else if (byUser && !used[index]) {
      used[index] = true;
      parents[index] = parent;
    } else {
      return NO_PARENT;
    }
    if (queued == queue.length) {
      queue = Arrays.copyOf(queue, queued * 2);
    }
    queue[queued++] = index;
    return index;
  }

  private int indexOf(Object object) {
    return slots[slotOf(object)];
  }

  private int slotOf(Object object) {
    int mask = slots.length - 1;
    int hash = System.identityHashCode(object);
    int slot = (hash ^ (hash >>> 15)) & mask;
    while (slots[slot] >= 0 && objects[slots[slot]] != object) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void ensureRoom() {
    if (size > objects.length) {
      objects = Arrays.copyOf(objects, objects.length * 2);
      parents = Arrays.copyOf(parents, objects.length);
      used = Arrays.copyOf(used, objects.length);
    }
    if (size * 2 > slots.length) {
      slots = new int[slots.length * 2];
      Arrays.fill(slots, NO_PARENT);
      for (int index = 0; index < size - 1; index++) {
        slots[slotOf(objects[index])] = index;
      }
    }
  }

  private Ownership ownership(Class<?> type) {
    Ownership owner = known.get(type);
    if (owner == null) {
      owner = owners.apply(type);
      known.put(type, owner);
    }
    return owner;
  }

  private static boolean isManagement(Class<?> type) {
    String name = type.getName();
    return name.startsWith("javax.management.") || name.startsWith("com.sun.jmx.");
  }
}
