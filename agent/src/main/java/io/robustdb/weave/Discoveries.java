package io.robustdb.weave;

import java.security.ProtectionDomain;
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

  /** Whether a class belongs to a driver, whose inner calls are its own affair. */
  boolean isOfDriver(String className);
}
