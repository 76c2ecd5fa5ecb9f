package io.robustdb.guard;

import io.robustdb.jdk.Ended;
import io.robustdb.jdk.LiveThreads;
import io.robustdb.jdk.Ownership;
import io.robustdb.jdk.Reach;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks who can still use a resource when something has ended: the same walk as the guard's, but
 * not over what has ended.
 *
 * <p>Thread-safe. Called in the thread that has run what ended.
 */
public final class Holders {
  private static final int MAXIMUM_OBJECTS = 5_000_000;
  private static final long NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Ledger ledger;
  private final ApplicationCode code;
  private final DriverCode drivers;
  private final Supplier<Class<?>[]> classes;

  /**
   * @param classes gives all classes that the JVM has loaded
   */
  public Holders(
      Ledger ledger, ApplicationCode code, DriverCode drivers, Supplier<Class<?>[]> classes) {
    this.ledger = ledger;
    this.code = code;
    this.drivers = drivers;
    this.classes = classes;
  }

  /**
   * Who can use a resource.
   *
   * @param ended what cannot any more
   * @param apart threads that have nothing to do with it
   * @param elsewhere what is going on in other threads, whose variables cannot be seen: whatever
   *     refers to one of these is in use there
   * @param collected whether the garbage collector has left it alone just now, which speaks for a
   *     holder
   * @return null where nobody can
   */
  public @Nullable Holder of(
      Resource resource,
      Ended ended,
      Predicate<Thread> apart,
      Set<Object> elsewhere,
      boolean collected) {
    Object object = resource.get();
    if (object == null) {
      return resource.isFinalizing()
          ? new Holder("a finalizer that may close it is still to run", false)
          : null;
    }
    Holder holder = of(resource, object, ended, apart);
    if (holder == null && !elsewhere.isEmpty()) {
      holder = usedElsewhere(resource, object, ended, elsewhere);
    }
    // a pool is kept by its own threads, which are no use of it
    boolean pool = resource.kind() == ResourceKind.POOL;
    if (holder == null
        && collected
        && !pool
        && of(resource, object, Ended.NOTHING, apart) == null
        && !isInItsLibrarysBooks(resource, object)) {
      return new Holder("something that cannot be seen holds it", false);
    }
    return holder;
  }

  /**
   * Whether its own library keeps it, as an embedded database does its sessions: no use of it, but
   * the reason why the garbage collector has left it alone.
   */
  private boolean isInItsLibrarysBooks(Resource resource, Object object) {
    Libraries libraries = new Libraries(object.getClass(), code);
    Reach reach =
        new Reach(
            targets(resource, object),
            type -> {
              Ownership owner = libraries.apply(type);
              return owner == Ownership.OWN ? Ownership.OTHER : owner;
            },
            MAXIMUM_OBJECTS,
            NANOS);
    for (Thread thread : LiveThreads.all()) {
      reach.root(thread, Ownership.JDK);
    }
    for (Class<?> type : classes.get()) {
      if (!reach.isOver()) {
        reach.statics(type);
      }
    }
    reach.follow();
    return reach.isFound();
  }

  private List<Object> targets(Resource resource, Object object) {
    List<Object> targets = new ArrayList<>();
    targets.add(object);
    ledger.forEachLinkTo(resource, targets::add);
    return targets;
  }

  /**
   * What runs in another thread may have it through an object that only its variables lead to, and
   * what has ended here: as the container of a test through what the framework keeps for the test.
   */
  private @Nullable Holder usedElsewhere(
      Resource resource, Object object, Ended ended, Set<Object> elsewhere) {
    Libraries libraries = new Libraries(object.getClass(), code);
    Finder finder = new Finder(elsewhere);
    Reach all = new Reach(List.of(), libraries, MAXIMUM_OBJECTS, NANOS, finder);
    new Frames(all, libraries, Moment.OPENS_AGAIN).addAll();
    for (Thread thread : LiveThreads.all()) {
      all.root(thread, Ownership.JDK);
    }
    for (Class<?> type : classes.get()) {
      all.statics(type);
    }
    all.follow();
    Reach reach = new Reach(targets(resource, object), libraries, MAXIMUM_OBJECTS, NANOS, ended);
    for (Object each : finder.found) {
      reach.root(each, Ownership.OTHER);
    }
    reach.follow();
    if (reach.isOver()) {
      return holder(reach, "what runs in another thread");
    }
    String unsure = all.unsure();
    return unsure == null ? null : new Holder(unsure, false);
  }

  /** Finds what refers to some objects. */
  private static final class Finder implements Ended {
    private final Set<Object> wanted;
    private final List<Object> found = new ArrayList<>();

    Finder(Set<Object> wanted) {
      this.wanted = wanted;
    }

    @Override
    public boolean isOver(Object object, List<Object> references) {
      for (Object reference : references) {
        if (object.getClass().getClassLoader() != null && wanted.contains(reference)) {
          found.add(object);
          return false;
        }
      }
      return false;
    }

    @Override
    public boolean isOver(Class<?> type) {
      return false;
    }
  }

  private @Nullable Holder of(
      Resource resource, Object object, Ended ended, Predicate<Thread> apart) {
    Libraries libraries = new Libraries(object.getClass(), code);
    Reach reach = new Reach(targets(resource, object), libraries, MAXIMUM_OBJECTS, NANOS, ended);
    new Frames(reach, libraries, Moment.OPENS_AGAIN).addAll();
    reach.follow();
    if (reach.isOver()) {
      return holder(reach, "a local variable");
    }
    for (Thread thread : LiveThreads.all()) {
      reach.root(thread, Ownership.JDK);
    }
    reach.follow();
    if (reach.isOver()) {
      return holder(reach, "a thread");
    }
    for (Class<?> type : classes.get()) {
      if (!reach.isOver() && !ended.isOver(type)) {
        reach.statics(type);
      }
    }
    reach.follow();
    if (reach.isOver()) {
      return holder(reach, "");
    }
    String running = LiveThreads.running(stack -> mayHave(libraries, stack), apart);
    return running == null ? null : new Holder(running, false);
  }

  private Holder holder(Reach reach, String root) {
    String unsure = reach.unsure();
    return unsure == null
        ? new Holder(HolderPath.of(root, reach.path(), classes), true)
        : new Holder(unsure, false);
  }

  /**
   * Whether the variables of a thread may hold a resource: the application runs there, or somebody
   * calls JDBC. The resource's own library has its threads for itself.
   */
  private boolean mayHave(Libraries libraries, List<StackTraceElement> stack) {
    boolean jdbc = false;
    boolean others = false;
    for (StackTraceElement frame : stack) {
      String type = frame.getClassName();
      if (code.isApplication(type)) {
        return true;
      }
      boolean own = libraries.isOwn(type) || drivers.has(type);
      jdbc |= own;
      others |= !own && !ApplicationCode.isJdk(type);
    }
    return jdbc && others;
  }

  /**
   * Who can use a resource. Immutable.
   *
   * @param words who, or why that is not known
   * @param sure whether the way to it was seen
   */
  public record Holder(String words, boolean sure) {}
}
