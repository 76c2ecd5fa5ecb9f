package io.robustdb.guard;

import io.robustdb.confinement.Confinement;
import io.robustdb.confinement.Confinement.Answer;
import io.robustdb.guard.Trust.Way;
import io.robustdb.jdk.LiveThreads;
import io.robustdb.jdk.Neighbours;
import io.robustdb.jdk.Ownership;
import io.robustdb.jdk.Reach;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Stack;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether anybody can still use a resource: from what the calling thread's frames can still
 * use, what is returned or thrown just now, the thread locals and tasks of all threads, and the
 * static fields of all initialised classes. What it cannot see, other threads' frames above all, it
 * does not take for nothing, unless the code says that the resource never left this thread.
 *
 * <p>Thread-safe. Called in the thread that ends a method or opens again.
 */
final class Proof {
  private static final int MAXIMUM_OBJECTS = 1_000_000;

  private final Ledger ledger;
  private final ApplicationCode code;
  private final DriverCode drivers;
  private final Supplier<Class<?>[]> classes;
  private final LookBudget budget;
  private final Confinement confinement;
  private final Trust trust = new Trust();

  /**
   * @param classes gives all classes that the JVM has loaded
   * @param budget says how long a walk may take
   */
  Proof(
      Ledger ledger,
      ApplicationCode code,
      DriverCode drivers,
      Supplier<Class<?>[]> classes,
      LookBudget budget) {
    this.drivers = drivers;
    this.ledger = ledger;
    this.code = code;
    this.classes = classes;
    this.budget = budget;
    this.confinement = new Confinement(classes);
  }

  /** Why a resource must be left alone; null where nobody can use it any more. */
  @Nullable Kept whyKept(Resource resource, Moment moment) {
    Object object = resource.get();
    if (object == null) {
      return new Kept("it is gone", false);
    }
    List<Resource> inside = mayCloseOthers(resource) ? inside(resource, object) : List.of();
    if (inside == null) {
      return new Kept("there is too much in it to look at", false);
    }
    Libraries libraries = librariesOf(object, inside);
    Kept kept = whyKept(resource, object, libraries, moment);
    return kept == null ? keptInside(inside, libraries, moment) : kept;
  }

  /** The libraries of a pool and of those that are closed with it, as far as they are known. */
  Libraries librariesOf(Resource pool, Object object) {
    List<Resource> inside = inside(pool, object);
    return librariesOf(object, inside == null ? List.of() : inside);
  }

  /** Its own, and those of the pools inside it. */
  private Libraries librariesOf(Object resource, List<Resource> inside) {
    Set<Class<?>> types = new HashSet<>(Set.of(resource.getClass()));
    for (Resource each : inside) {
      Object object = each.kind() == ResourceKind.POOL ? each.get() : null;
      if (object != null) {
        types.add(object.getClass());
      }
    }
    return new Libraries(types, code);
  }

  private @Nullable Kept whyKept(
      Resource resource, Object object, Libraries libraries, Moment moment) {
    if (resource.guardNotes().isUnwrapped()) {
      return new Kept("what is inside it was handed out by unwrap", false);
    }
    List<Object> targets = new ArrayList<>();
    targets.add(object);
    ledger.forEachLinkTo(resource, targets::add);
    if (resource.kind() == ResourceKind.POOL) {
      addCheckouts(resource, targets);
    }
    Answer answer = confined(resource, libraries, moment);
    long nanos = budget.walkNanos(moment.last());
    Reach reach = new Reach(targets, libraries, MAXIMUM_OBJECTS, nanos);
    reach.root(moment.result(), Ownership.OTHER);
    reach.root(moment.thrown(), Ownership.OTHER);
    reach.follow();
    if (reach.isOver()) {
      return kept(reach, "what the method gives its caller");
    }
    Way way = new Way(resource.opening(), moment.ended(), moment.thrown() != null);
    if (answer == Answer.CONFINED && !resource.opener().isCurrent()) {
      answer = Answer.UNKNOWN; // whose frames have it are another thread's
    }
    if (answer == Answer.LOST && trust.isEarned(way)) {
      return null;
    }
    new Frames(reach, libraries, moment).addAll();
    reach.follow();
    if (reach.isOver()) {
      Kept kept = kept(reach, "a local variable");
      return answer == Answer.LOST ? judged(way, reach, kept) : kept;
    }
    if (answer == Answer.CONFINED && trust.isEarned(way)) {
      return null;
    }
    Kept kept = keptElsewhere(reach);
    if (answer == Answer.UNKNOWN) {
      return kept == null ? busy(libraries) : kept;
    }
    return judged(way, reach, kept);
  }

  /** Closing a pool may close what it has given out and nobody has given back. */
  private void addCheckouts(Resource pool, List<Object> targets) {
    ledger.forEachOpen(
        other -> {
          Object handle = other.get();
          if (handle != null && isCheckoutOf(other, pool)) {
            targets.add(handle);
            ledger.forEachLinkTo(other, targets::add);
          }
        });
  }

  private static boolean isCheckoutOf(Resource other, Resource pool) {
    return other.kind() == ResourceKind.CHECKOUT && other.owner() == pool;
  }

  /**
   * Whether something is there still by which a resource can be used whose own object nobody has:
   * the collector leaves alone what somebody has.
   */
  boolean isUsedOtherwise(Resource resource) {
    AtomicBoolean used = new AtomicBoolean();
    ledger.forEachLinkTo(resource, unused -> used.set(true));
    ledger.forEachOpen(
        other -> {
          if (isCheckoutOf(other, resource) && other.get() != null) {
            used.set(true);
          }
        });
    return used.get();
  }

  /**
   * Closing a pool closes what is in it, which need not be its own: a wrapper around a pool, or
   * around a connection, that somebody else goes on to use. So may closing a handle that the
   * application's own code has put around a connection for all.
   */
  private @Nullable Kept keptInside(List<Resource> inside, Libraries ofPools, Moment moment) {
    for (Resource other : inside) {
      Object known = other.get();
      String what = "closing it would close a " + other.kind().word();
      Kept kept =
          known == null
              ? null
              : whyKept(
                  other,
                  known,
                  other.kind() == ResourceKind.POOL
                      ? ofPools
                      : new Libraries(known.getClass(), code),
                  moment);
      if (kept != null) {
        return new Kept(
            what + ", which is left: " + kept.reason(), kept.byThreads(), kept.passing());
      }
    }
    return null;
  }

  /** Whether a resource leads to what closing it may close and was opened by others. */
  boolean leadsToOthers(Resource resource, Object object) {
    List<Resource> inside = mayCloseOthers(resource) ? inside(resource, object) : List.of();
    return inside == null || !inside.isEmpty();
  }

  /**
   * A pool; and a handle that no pool, or one that the application has made itself, is known to
   * have given, which may be one of many.
   */
  private boolean mayCloseOthers(Resource resource) {
    Resource owner = resource.owner();
    return resource.kind() == ResourceKind.POOL
        || (resource.kind() == ResourceKind.CHECKOUT
            && (owner == null || code.isApplication(owner.type())));
  }

  /** What others have opened and a pool or handle leads to; null where that cannot be told. */
  private @Nullable List<Resource> inside(Resource pool, Object object) {
    Libraries libraries = new Libraries(object.getClass(), code);
    IdentityHashMap<Object, Resource> others = new IdentityHashMap<>();
    ledger.forEachOpen(
        other -> {
          Object known = other.get();
          if (known != null && known != object && isForeign(other, pool, libraries)) {
            others.put(known, other);
          }
        });
    List<Resource> inside = new ArrayList<>();
    if (others.isEmpty()) {
      return inside;
    }
    long nanos = budget.walkNanos(false);
    Collection<Object> found = Neighbours.inside(object, others.keySet(), nanos);
    if (found == null) {
      return null;
    }
    for (Object each : found) {
      inside.add(Objects.requireNonNull(others.get(each)));
    }
    return inside;
  }

  /** Whether something that a pool may lead to was opened by others than itself. */
  private boolean isForeign(Resource other, Resource pool, Libraries libraries) {
    if (other.kind() == ResourceKind.POOL) {
      return other != pool && pool.kind() == ResourceKind.POOL; // closing a handle closes none
    }
    if (other.kind() != ResourceKind.CONNECTION && other.kind() != ResourceKind.CHECKOUT) {
      return false;
    }
    if (other.kind() == ResourceKind.CHECKOUT && other.owner() != null) {
      return other.owner() != pool;
    }
    Stack stack = other.stack();
    for (StackTraceElement frame : stack == null ? List.<StackTraceElement>of() : stack.frames()) {
      String name = frame.getClassName();
      if (!ApplicationCode.isJdk(name) && !drivers.has(name)) {
        return other.owner() != pool && !libraries.isOwn(name);
      }
    }
    return other.owner() != pool;
  }

  /** Where the code says that it is lost, only a holder that the walk has found counts. */
  private @Nullable Kept judged(Way way, Reach reach, @Nullable Kept kept) {
    if (reach.isFound()) {
      trust.disagrees(way);
      return kept;
    }
    trust.agrees(way);
    return null;
  }

  private @Nullable Kept keptElsewhere(Reach reach) {
    for (Thread thread : LiveThreads.all()) {
      reach.root(thread, Ownership.JDK);
    }
    reach.follow();
    if (reach.isOver()) {
      return kept(reach, "a thread");
    }
    Set<ClassLoader> loaders = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Class<?> type : classes.get()) {
      if (!reach.isOver()) {
        reach.statics(type);
      }
      ClassLoader loader = type.getClassLoader();
      if (loader != null && loaders.add(loader)) {
        reach.root(loader, Ownership.JDK);
      }
    }
    reach.follow();
    return reach.isOver() ? kept(reach, "") : null;
  }

  private Kept kept(Reach reach, String root) {
    String unsure = reach.unsure();
    return unsure == null
        ? new Kept("held by " + HolderPath.of(root, reach.path(), classes), false)
        : new Kept(unsure, true);
  }

  /** Another thread may have in a variable what no object refers to any more. */
  private @Nullable Kept busy(Libraries libraries) {
    LiveThreads.Busy busy = LiveThreads.busy(name -> isOwn(libraries, name));
    return busy == null ? null : new Kept(busy.words(), true, busy.passing());
  }

  /** Only what a library made goes by that library's code alone. */
  private Answer confined(Resource resource, Libraries libraries, Moment moment) {
    Stack stack = resource.stack();
    if (stack == null || !isOwn(libraries, resource.type())) {
      return Answer.UNKNOWN;
    }
    return confinement.of(
        resource
            .opening()
            .callSites(
                stack.frames(), name -> ApplicationCode.isJdk(name) || isOwn(libraries, name)),
        moment.ended(),
        moment.thrown() != null,
        name -> isTrusted(libraries, name.replace('/', '.')));
  }

  private boolean isTrusted(Libraries libraries, String className) {
    return className.startsWith("java.sql.")
        || className.startsWith("javax.sql.")
        || className.equals("java.lang.Object")
        || isOwn(libraries, className);
  }

  private boolean isOwn(Libraries libraries, String className) {
    return libraries.isOwn(className) || drivers.has(className);
  }
}
