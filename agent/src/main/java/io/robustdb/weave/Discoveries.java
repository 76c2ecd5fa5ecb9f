package io.robustdb.weave;

import io.robustdb.jdbc.JdbcRole;
import java.security.ProtectionDomain;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the weaver comes to know of classes while they are loaded. Called in any thread; must not
 * throw.
 */
public interface Discoveries {
  /** A class is being loaded, woven or not. */
  void loading(String internalName, @Nullable ProtectionDomain domain);

  /**
   * A class of {@code DataSource}s, or one that may be the super class of one, declares a method.
   */
  void dataSourceMethod(String className, String method, String descriptor);

  /** A class is a JDBC driver. */
  void driver(String className);

  /** A class has been woven. */
  void woven(String className, Set<JdbcRole> roles);

  /** A class could not be woven. */
  void notWoven(String className, Throwable reason);

  /** Whether a class belongs to a driver, whose inner calls are its own affair. */
  boolean isOfDriver(String className);
}
