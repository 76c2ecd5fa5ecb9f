package io.robustdb.site;

import java.util.Arrays;

/**
 * All call sites that were woven, by number; numbers begin at 1 and are never given twice.
 *
 * <p>Thread-safe: written under a lock while classes load, read without one.
 */
public final class CallSites {
  private volatile CallSite[] sites = new CallSite[256];
  private int last;

  /** Adds a site and gives its number. */
  public synchronized int add(CallSite site) {
    int number = ++last;
    CallSite[] current = sites;
    if (number == current.length) {
      current = Arrays.copyOf(current, current.length * 2);
    }
    current[number] = site;
    sites = current;
    return number;
  }

  /** The site of a number that {@link #add} gave. */
  public CallSite get(int number) {
    return sites[number];
  }

  /** Whether the inner site stands in the very method that the outer one calls. */
  boolean follow(int outer, int inner) {
    return get(inner).isCalledFrom(get(outer));
  }
}
