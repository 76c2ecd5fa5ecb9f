package io.robustdb.observe;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a driver's connection for the number of its session at the server, where the driver has it
 * at hand: a getter without argument that reads a field. No query, no other method.
 *
 * <p>Thread-safe.
 */
public final class ServerSessions {
  private static final List<Getter> GETTERS =
      List.of(
          new Getter("", "getBackendPID"), // PostgreSQL's, under whatever package
          new Getter("org.mariadb.jdbc.", "getThreadId"),
          new Getter("com.mysql.", "getId"));

  private static final MethodType ANY = MethodType.methodType(Object.class, Object.class);

  private final ClassValue<Optional<MethodHandle>> getters =
      new ClassValue<>() {
        @Override
        protected Optional<MethodHandle> computeValue(Class<?> type) {
          return find(type);
        }
      };

  /** The number of a connection's session; null where the driver does not tell. */
  public @Nullable Number of(Object connection) {
    Optional<MethodHandle> getter = getters.get(connection.getClass());
    if (getter.isEmpty()) {
      return null;
    }
    try {
      return (Number) (Object) getter.get().invokeExact(connection);
    } catch (Throwable unable) {
      return null;
    }
  }

  private static Optional<MethodHandle> find(Class<?> type) {
    for (Getter candidate : GETTERS) {
      if (!type.getName().startsWith(candidate.classPrefix())) {
        continue;
      }
      try {
        Method getter = type.getMethod(candidate.method());
        Class<?> returned = getter.getReturnType();
        if (returned == int.class || returned == long.class) {
          return Optional.of(MethodHandles.publicLookup().unreflect(getter).asType(ANY));
        }
      } catch (NoSuchMethodException | IllegalAccessException | LinkageError absent) {
        // not this one
      }
    }
    return Optional.empty();
  }

  private record Getter(String classPrefix, String method) {}
}
