package io.robustdb.site;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the code of drivers from all other: what they open for themselves is their own affair.
 *
 * <p>Thread-safe.
 */
public final class DriverCode {
  private final Set<String> prefixes = ConcurrentHashMap.newKeySet();

  /**
   * All packages that begin so, with a dot at the end, are part of a driver. Without effect for the
   * JDK's: where a driver is a proxy, it shares its package with all other proxies.
   */
  public void add(String packagePrefix) {
    if (!ApplicationCode.isJdk(packagePrefix)) {
      prefixes.add(packagePrefix);
    }
  }

  /**
   * Whether a class belongs to a driver.
   *
   * @param className with dots
   */
  public boolean has(String className) {
    for (String prefix : prefixes) {
      if (className.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
