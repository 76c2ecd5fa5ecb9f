package io.robustdb.ledger;

import io.robustdb.jdbc.JdbcCall;
import io.robustdb.jdk.Neighbours;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import java.lang.StackWalker.StackFrame;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.PooledConnection;
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
 * <p>Where many are thrown away at once, there is no time to find whose each is: of the checkouts
 * of that library that were open then, it is not known which have ended.
 *
 * <p>Thread-safe. Called as a connection is being closed, which is rare below a pool.
 */
final class Disposals {
  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private static final List<Class<?>> HANDLES =
      List.of(Connection.class, Statement.class, ResultSet.class);

  /** One look may take this, but for the first, which may take all: it is slow. */
  private static final long NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** What all looks may take: this, and a hundredth of the time. */
  private static final long BUDGET_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  private static final long SHARE = 100;

  private final Ledger ledger;
  private final ApplicationCode code;
  private final DriverCode drivers;
  private final AtomicLong spent = new AtomicLong();
  private final LongAdder missed = new LongAdder();

  /**
   * By the root of a library's packages: when it last threw something away that was not looked at.
   */
  private final ConcurrentHashMap<String, Long> missedMillis = new ConcurrentHashMap<>();

  private final long began = System.nanoTime();
  private volatile boolean looked;

  /** Where the handles' classes came from when that was last looked at; not changed any more. */
  private volatile Set<String> lastOrigins = Set.of();

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
    long start = System.nanoTime();
    boolean affordable = spent.get() <= BUDGET_NANOS + (start - began) / SHARE;
    Handles handles = new Handles(affordable ? null : lastOrigins);
    Class<?> asked = WALKER.walk(frames -> asked(frames.iterator(), target, handles));
    Resource found = null;
    if (asked != null && HANDLES.stream().noneMatch(handle -> handle.isAssignableFrom(asked))) {
      String library = ApplicationCode.rootOf(asked.getName());
      if (affordable) {
        found = look(target, library);
      } else {
        miss(library);
      }
    }
    if (affordable) {
      spent.addAndGet(System.nanoTime() - start);
    }
    return found;
  }

  private @Nullable Resource look(Object target, String library) {
    IdentityHashMap<Object, Resource> known = checkoutsAndPools(library);
    if (known.values().stream().noneMatch(each -> each.kind() == ResourceKind.CHECKOUT)) {
      return null;
    }
    IdentityHashMap<Object, Object> nearest = new IdentityHashMap<>();
    long nanos = looked ? NANOS : BUDGET_NANOS;
    looked = true;
    boolean all = Neighbours.find(known.keySet(), List.of(target), nanos, nearest);
    Object front = nearest.get(target);
    if (front == null && !all) {
      miss(library);
    }
    Resource found = front == null ? null : known.get(front);
    return found != null && found.kind() == ResourceKind.CHECKOUT ? found : null;
  }

  private void miss(String library) {
    missed.increment();
    missedMillis.merge(library, ledger.clock().millis(), Math::max);
  }

  /** How many were thrown away of which it is not known whether a checkout ended with them. */
  long missed() {
    return missed.sum();
  }

  /**
   * Whether a checkout may have ended so, unknown to us: it was open when its pool threw a
   * connection away, and nobody looked which.
   */
  boolean mayHaveEnded(Resource checkout) {
    Resource pool = checkout.owner();
    if (pool == null || missedMillis.isEmpty()) {
      return false;
    }
    Long last = missedMillis.get(ApplicationCode.rootOf(pool.type()));
    return last != null && checkout.openedMillis() <= last;
  }

  /**
   * The class of the library whose code closes it that was called from outside of that; null where
   * nobody asked for it, or the pool itself is being closed.
   */
  private @Nullable Class<?> asked(Iterator<StackFrame> frames, Object target, Handles handles) {
    StackFrame outermost = null;
    while (frames.hasNext()) {
      StackFrame frame = frames.next();
      Class<?> type = frame.getDeclaringClass();
      String name = type.getName();
      boolean itself = outermost == null && type.isInstance(target); // whoever wrote its driver
      if (itself || isNobodys(type)) {
        continue;
      }
      boolean application = code.isApplication(name) && !handles.haveLibraryOf(type);
      if (application || (outermost != null && !isOfOne(outermost.getDeclaringClass(), name))) {
        return outermost == null || closesPool(outermost) ? null : outermost.getDeclaringClass();
      }
      if (outermost != null || !drivers.has(name)) {
        outermost = frame;
      }
    }
    return null; // a thread of the library's own
  }

  /**
   * Whether what is asked to close is a pool, be it inside its data source: not one connection is
   * thrown away then, but all are, a great many perhaps.
   */
  private static boolean closesPool(StackFrame frame) {
    return !PooledConnection.class.isAssignableFrom(frame.getDeclaringClass())
        && JdbcCall.CLOSE_DATA_SOURCE_METHODS.contains(frame.getMethodName());
  }

  private static boolean isOfOne(Class<?> type, String name) {
    return ApplicationCode.rootOf(name).equals(ApplicationCode.rootOf(type.getName()));
  }

  private static boolean isNobodys(Class<?> type) {
    return ApplicationCode.isJdk(type.getName())
        || type.getClassLoader() == Disposals.class.getClassLoader();
  }

  /**
   * The handles that are open, and where their classes come from: what stands beside them is the
   * pool's library, though the application may share its package, as a library's own tests do.
   */
  private final class Handles {
    private @Nullable Set<String> origins;

    /**
     * @param origins what is known of them already; null to look
     */
    Handles(@Nullable Set<String> origins) {
      this.origins = origins;
    }

    boolean haveLibraryOf(Class<?> type) {
      Set<String> known = origins;
      if (known == null) {
        known = new HashSet<>();
        origins = known;
        for (Class<?> handle : classes()) {
          known.add(origin(handle));
        }
        lastOrigins = known;
      }
      return known.contains(origin(type));
    }

    private Set<Class<?>> classes() {
      Set<Class<?>> classes = new HashSet<>();
      ledger.forEachOpen(
          resource -> {
            Object handle = resource.kind() == ResourceKind.CHECKOUT ? resource.get() : null;
            if (handle != null) {
              classes.add(handle.getClass());
            }
          });
      return classes;
    }

    /** The jar or folder, with the part of the package that tells a project from others. */
    private String origin(Class<?> type) {
      ProtectionDomain domain = type.getProtectionDomain();
      CodeSource source = domain == null ? null : domain.getCodeSource();
      String location = source == null ? "" : String.valueOf(source.getLocation());
      return location + " " + ApplicationCode.rootOf(type.getName());
    }
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
