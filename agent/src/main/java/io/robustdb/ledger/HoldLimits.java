package io.robustdb.ledger;

import io.robustdb.site.Stack;
import java.util.List;
import java.util.Map;

/**
 * For how long connections and checkouts may be held: in general, and by code that is known to need
 * them for longer. Immutable.
 */
public final class HoldLimits {
  private final long standardMillis;
  private final Map<String, Long> ofCode;
  private final long leastMillis;

  /**
   * @param standardMillis 0 for ever
   * @param ofCode in milliseconds, 0 for ever, by a package, a class or a class with a method
   */
  public HoldLimits(long standardMillis, Map<String, Long> ofCode) {
    this.standardMillis = standardMillis;
    this.ofCode = Map.copyOf(ofCode);
    long least = standardMillis == 0 ? Long.MAX_VALUE : standardMillis;
    for (long millis : ofCode.values()) {
      least = millis == 0 ? least : Math.min(least, millis);
    }
    this.leastMillis = least;
  }

  /** Whether a resource that has been open for a time is held for too long. */
  boolean isExceeded(Resource resource, long heldMillis) {
    return heldMillis > leastMillis && isHeld(resource) && heldMillis > millisFor(resource);
  }

  private long millisFor(Resource resource) {
    long millis = ofCode.isEmpty() ? standardMillis : millisAt(frames(resource));
    return millis == 0 ? Long.MAX_VALUE : millis;
  }

  /** The longest name among those that a frame is in decides. */
  private long millisAt(List<StackTraceElement> frames) {
    long millis = standardMillis;
    int length = 0;
    for (Map.Entry<String, Long> limit : ofCode.entrySet()) {
      String name = limit.getKey();
      if (name.length() > length && isAnyIn(frames, name)) {
        length = name.length();
        millis = limit.getValue();
      }
    }
    return millis;
  }

  private static boolean isAnyIn(List<StackTraceElement> frames, String name) {
    for (StackTraceElement frame : frames) {
      if (isIn(frame, name)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isIn(StackTraceElement frame, String name) {
    String type = frame.getClassName();
    if (type.startsWith(name)) {
      return type.length() == name.length() || ".$".indexOf(type.charAt(name.length())) >= 0;
    }
    String method = frame.getMethodName();
    return name.length() == type.length() + 1 + method.length()
        && name.startsWith(type)
        && name.charAt(type.length()) == '.'
        && name.endsWith(method);
  }

  private static List<StackTraceElement> frames(Resource resource) {
    Stack own = resource.stack();
    Stack known = own == null ? resource.opening().sample() : own;
    return known == null ? resource.opening().frames() : known.frames();
  }

  /** A pool and what it keeps in stock are meant to be held. */
  private static boolean isHeld(Resource resource) {
    return resource.kind() == ResourceKind.CHECKOUT
        || (resource.kind() == ResourceKind.CONNECTION
            && resource.owner() == null
            && !resource.isInStock());
  }
}
