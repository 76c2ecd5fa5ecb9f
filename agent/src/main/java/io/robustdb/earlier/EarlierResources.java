package io.robustdb.earlier;

import io.robustdb.jdk.Neighbours;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.PoolNames;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.observe.Pools;
import io.robustdb.observe.ServerSessions;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Openings;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Enters in the ledger what was open when the agent came:
 *
 * <ul>
 *   <li>each {@code DataSource} that can be closed, as a pool,
 *   <li>each connection of a driver that does not say that it is closed,
 *   <li>each handle that a pool's own library has made, that leads to one of those and does not say
 *       that it is closed, as a checkout; of handles around handles the outermost.
 * </ul>
 *
 * Used once, by one thread, after the classes have been woven: what is closed from then on is
 * noticed.
 */
public final class EarlierResources {
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final Ledger ledger;
  private final Openings openings;
  private final Pools pools;
  private final DriverCode drivers;
  private final ServerSessions sessions = new ServerSessions();
  private final IdentityHashMap<Object, Resource> poolsFound = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Resource> connections = new IdentityHashMap<>();
  private final Set<Object> handles = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<String> libraries = new HashSet<>();

  public EarlierResources(Ledger ledger, Openings openings, Pools pools, DriverCode drivers) {
    this.ledger = ledger;
    this.openings = openings;
    this.pools = pools;
    this.drivers = drivers;
  }

  /**
   * Looks for them.
   *
   * @param loaded all classes that the JVM has loaded
   * @return why not all was looked at; null where it was
   */
  public @Nullable String enter(Class<?>[] loaded) throws InterruptedException {
    List<Class<?>> wanted = new ArrayList<>();
    for (Class<?> type : loaded) {
      boolean concrete = !type.isArray() && !Modifier.isAbstract(type.getModifiers());
      if (concrete && (isPool(type) || Connection.class.isAssignableFrom(type))) {
        wanted.add(type);
      }
    }
    if (wanted.isEmpty()) {
      return null;
    }
    Instances instances = Instances.of(wanted);
    String unsure = instances.look(loaded);
    enterPools(instances.found());
    enterConnections(instances.found());
    enterCheckouts(instances.found(), loaded);
    return unsure;
  }

  private boolean isPool(Class<?> type) {
    return DataSource.class.isAssignableFrom(type) && pools.isPool(type);
  }

  private void enterPools(List<Object> found) {
    for (Object object : found) {
      if (isPool(object.getClass()) && ledger.findResource(object) == null) {
        String name = PoolNames.of(object);
        String what = name == null ? object.getClass().getName() : name;
        poolsFound.put(
            object, ledger.openedEarlier(ResourceKind.POOL, object, openings.earlier(what)));
        libraries.add(libraryOf(object));
      }
    }
    poolsFound.forEach(this::adoptInner);
  }

  /** Some libraries have one pool inside another. */
  private void adoptInner(Object object, Resource pool) {
    for (Object next : Neighbours.next(object)) {
      Resource inner = next == object ? null : poolsFound.get(next);
      if (inner != null && libraryOf(next).equals(libraryOf(object))) {
        ledger.adopts(pool, inner);
      }
    }
  }

  private void enterConnections(List<Object> found) throws InterruptedException {
    List<Object> all = found.stream().filter(Connection.class::isInstance).toList();
    List<Object> ofDrivers = new ArrayList<>();
    for (Object object : all) {
      if (isOfDriver(object, all) && ledger.findConnection(null, object) == null) {
        ofDrivers.add(object);
      }
    }
    Map<Object, Object> poolOf = Neighbours.of(poolsFound.keySet(), ofDrivers, NANOS);
    for (Object object : ofDrivers) {
      Object near = poolOf.get(object);
      Resource pool = near == null ? null : poolsFound.get(near);
      String what = pool == null ? object.getClass().getName() : pool.opening().earlier();
      Resource connection =
          ledger.openedEarlier(
              ResourceKind.CONNECTION, object, openings.earlier(String.valueOf(what)));
      connection.session(sessions.of(object));
      if (pool != null) {
        connection.owner(pool);
        pool.hasOpened(true);
      }
      connections.put(object, connection);
    }
    for (Object closed : ClosedOnes.of(connections.keySet())) {
      Resource connection = connections.remove(closed);
      if (connection != null) {
        ledger.forget(connection);
      }
    }
  }

  /** A pool that is a driver, too, has handles around the connections of others. */
  private boolean isOfDriver(Object connection, List<Object> all) {
    if (!drivers.has(connection.getClass().getName())) {
      return false;
    }
    if (!libraries.contains(libraryOf(connection))) {
      return true;
    }
    List<Object> others = new ArrayList<>(all);
    others.removeIf(each -> each == connection);
    Collection<Object> inside = Neighbours.inside(connection, others, NANOS);
    return inside != null && inside.isEmpty();
  }

  /**
   * What the pool's library has for itself is no checkout: some have a wrapper around each
   * connection, borrowed or not.
   */
  private void enterCheckouts(List<Object> found, Class<?>[] loaded) throws InterruptedException {
    Set<Class<?>> types = new HashSet<>();
    for (Object object : found) {
      if (object instanceof Connection
          && !connections.containsKey(object)
          && libraries.contains(libraryOf(object))
          && ledger.findConnection(null, object) == null) {
        handles.add(object);
        types.add(object.getClass());
      }
    }
    if (handles.isEmpty()) {
      return;
    }
    Instances used =
        Instances.used(
            types,
            poolsFound.keySet(),
            type -> libraries.contains(ApplicationCode.rootOf(type.getName())));
    used.look(loaded);
    handles.retainAll(identitySet(used.found()));
    handles.removeAll(ClosedOnes.of(List.copyOf(handles)));
    Set<Class<?>> inner = innerTypes();
    IdentityHashMap<Object, Resource> checkouts = new IdentityHashMap<>();
    long end = System.nanoTime() + NANOS;
    for (Object handle : handles) {
      long left = end - System.nanoTime();
      Object near = inner.contains(handle.getClass()) ? null : nearest(handle, connections, left);
      Resource connection = near == null ? null : connections.get(near);
      Resource pool = connection == null ? null : poolOf(connection, handle, left);
      if (pool != null) {
        checkouts.put(handle, enterCheckout(handle, pool));
      }
    }
    for (Object returned : ClosedOnes.of(checkouts.keySet())) { // meanwhile
      ledger.forget(Objects.requireNonNull(checkouts.get(returned)));
    }
  }

  /** Some pools know what they have given out no more. */
  private @Nullable Resource poolOf(Resource connection, Object handle, long nanos) {
    Resource known = connection.owner();
    Object near = known == null ? nearest(handle, poolsFound, nanos) : null;
    Resource pool = near == null ? null : poolsFound.get(near);
    if (pool != null) {
      pool.hasOpened(true);
      connection.owner(pool);
    }
    return known == null ? pool : known;
  }

  private static @Nullable Object nearest(Object from, Map<Object, Resource> to, long nanos) {
    return Neighbours.nearest(from, to.keySet(), nanos);
  }

  private Resource enterCheckout(Object handle, Resource pool) {
    Resource checkout =
        ledger.openedEarlier(
            ResourceKind.CHECKOUT,
            handle,
            openings.earlier(String.valueOf(pool.opening().earlier())));
    checkout.owner(pool);
    return checkout;
  }

  /** The classes of those that stand between another one and the same connection. */
  private Set<Class<?>> innerTypes() {
    Set<Class<?>> inner = new HashSet<>();
    long end = System.nanoTime() + NANOS;
    for (Object handle : handles) {
      Set<Object> others = identitySet(handles);
      others.remove(handle);
      long left = end - System.nanoTime();
      Object next = Neighbours.nearest(handle, others, left);
      if (next != null && nearest(next, connections, left) == nearest(handle, connections, left)) {
        inner.add(next.getClass());
      }
    }
    return inner;
  }

  private static Set<Object> identitySet(Collection<?> of) {
    Set<Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
    set.addAll(of);
    return set;
  }

  /** By its package; of a proxy of the JDK's that of what is behind it. */
  private static String libraryOf(Object object) {
    if (Proxy.isProxyClass(object.getClass())) {
      InvocationHandler handler = Proxy.getInvocationHandler(object);
      return ApplicationCode.rootOf(handler.getClass().getName());
    }
    return ApplicationCode.rootOf(object.getClass().getName());
  }
}
