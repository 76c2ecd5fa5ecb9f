package io.robustdb.weave;

import java.util.List;

/**
 * The packages and classes that are never woven. Immutable.
 *
 * @param prefixes of class names, with slashes
 */
record Exclusion(List<String> prefixes) {

  /** Whether a class, named with slashes, is never woven. */
  boolean covers(String name) {
    for (String prefix : prefixes) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }
}
