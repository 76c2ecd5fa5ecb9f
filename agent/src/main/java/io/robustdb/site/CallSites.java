package io.robustdb.site;

import java.util.Arrays;

/**
 * All call sites that were woven, by number; numbers begin at 1 and are never given twice, whatever
 * agents a JVM has had.
 *
 * <p>Thread-safe: written under a lock while classes load, read without one.
 */
public final class CallSites {
  /** What stands for those that code which is running since then still tells of. */
  private static final CallSite FORMER = new CallSite("", "", "()V", "", 0, "", "", "()V");

  /** The last number that an agent before this one has given. */
  private final int former;

  private volatile CallSite[] sites = new CallSite[256];
  private int last;

  /** The numbers go on where an agent that was detached has left off. */
  public CallSites() {
    former = RobustdbBridge.formerSites;
  }

  /** Adds a site and gives its number. */
  public synchronized int add(CallSite site) {
    int index = ++last;
    CallSite[] current = sites;
    if (index == current.length) {
      current = Arrays.copyOf(current, current.length * 2);
    }
    current[index] = site;
    sites = current;
    return former + index;
  }

  /** The last number that was given. */
  public synchronized int last() {
    return former + last;
  }

  /** The site of a number that {@link #add} gave; one of nowhere for a former agent's. */
  public CallSite get(int number) {
    return number <= former ? FORMER : sites[number - former];
  }

  /** Whether the inner site stands in the very method that the outer one calls. */
  boolean follow(int outer, int inner) {
    return get(inner).isCalledFrom(get(outer));
  }
}
