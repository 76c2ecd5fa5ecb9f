package io.robustdb.ledger;

import io.robustdb.jdk.Neighbours;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import java.lang.StackWalker.StackFrame;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Tells which checkout ends because its pool was asked to throw its connection away, as by {@code
 * invalidateConnection}: who does that need not close the handle as well.
 *
 * <p>A connection that its pool closes for any other reason leaves its checkout what it is: one
 * that the pool takes back from who has forgotten it, one that is closed with the pool, or after an
 * error in a call of the handle itself, and one that the application has closed behind the pool's
 * back.
 *
 * <p>Thread-safe. Called as a connection is being closed, which is rare below a pool.
 */
final class Disposals {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final List<Class<?>> HANDLES =
      List.of(Connection.class, Statement.class, ResultSet.class);

  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** What all looks may take: this, and a hundredth of the time. */
  private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long SHARE = 100;

  private final Ledger ledger;
  private final ApplicationCode code;
  private final DriverCode drivers;
  private final AtomicLong spent = new AtomicLong();
  private final long began = System.nanoTime();

  Disposals(Ledger ledger, ApplicationCode code, DriverCode drivers) {
    this.ledger = ledger;
    this.code = code;
    this.drivers = drivers;
  }

  /**
   * The checkout that ends as the calling thread closes a connection of a pool.
   *
   * @param target the connection itself
   * @return null for none
   */
  @Nullable Resource of(Resource connection, Object target) {
    Resource pool = connection.owner();
    if (!ledger.hasCheckouts() || (pool != null && pool.isClosed())) {
      return null;
    }
    Class<?> asked = WALKER.walk(frames -> asked(frames.iterator()));
    if (asked == null || HANDLES.stream().anyMatch(handle -> handle.isAssignableFrom(asked))) {
      return null;
    }
    IdentityHashMap<Object, Resource> known =
        checkoutsAndPools(ApplicationCode.rootOf(asked.getName()));
    if (known.values().stream().noneMatch(each -> each.kind() == ResourceKind.CHECKOUT)) {
      return null;
    }
    long start = System.nanoTime();
    if (spent.get() > BUDGET_NANOS + (start - began) / SHARE) {
      return null;
    }
    Collection<Object> roots = known.keySet();
    Object nearest = Neighbours.of(roots, List.of(target), NANOS).get(target);
    spent.addAndGet(System.nanoTime() - start);
    Resource found = nearest == null ? null : known.get(nearest);
    return found != null && found.kind() == ResourceKind.CHECKOUT ? found : null;
  }

  /** The class of the library whose code closes it that was called from outside of that. */
  private @Nullable Class<?> asked(Iterator<StackFrame> frames) {
    Class<?> outermost = null;
    while (frames.hasNext()) {
      Class<?> type = frames.next().getDeclaringClass();
      String name = type.getName();
      if (isNobodys(type)) {
        continue;
      }
      if (code.isApplication(name) || (outermost != null && !isOfOne(outermost, name))) {
        return outermost;
      }
      if (outermost != null || !drivers.has(name)) {
        outermost = type;
      }
    }
    return null; // a thread of the library's own
  }

  private static boolean isOfOne(Class<?> type, String name) {
    return ApplicationCode.rootOf(name).equals(ApplicationCode.rootOf(type.getName()));
  }

  private static boolean isNobodys(Class<?> type) {
    return ApplicationCode.isJdk(type.getName())
        || type.getClassLoader() == Disposals.class.getClassLoader();
  }

  /** Those of the open pools of one library. */
  private IdentityHashMap<Object, Resource> checkoutsAndPools(String root) {
    IdentityHashMap<Object, Resource> known = new IdentityHashMap<>();
    ledger.forEachOpen(
        resource -> {
          boolean checkout = resource.kind() == ResourceKind.CHECKOUT;
          Resource pool = checkout ? resource.owner() : resource;
          Object object = resource.get();
          if (pool != null
              && object != null
              && pool.kind() == ResourceKind.POOL
              && !pool.isClosed()
              && ApplicationCode.rootOf(pool.type()).equals(root)) {
            known.put(object, resource);
          }
        });
    return known;
  }
}
