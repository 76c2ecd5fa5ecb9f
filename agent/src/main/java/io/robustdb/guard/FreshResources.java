package io.robustdb.guard;

import io.robustdb.ledger.Resource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What one thread has opened in methods that are still running and nobody has proven yet. Confined
 * to its thread, like the call sites in the bridge that it belongs to.
 */
public final class FreshResources {
  private final List<Fresh> all = new ArrayList<>(2);

  /** Whether there is none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** Takes in a resource that concerns the methods which are running now, if any are woven. */
  void add(Resource resource) {
    int[] sites = RobustdbBridge.sitesOrNull();
    if (sites == null || sites[0] == 0) {
      return;
    }
    for (Fresh fresh : all) {
      if (fresh.resource == resource) {
        return;
      }
    }
    settle(sites);
    all.add(new Fresh(resource, sites[0]));
    if (resource.keeper() == null) {
      resource.keeper(this);
    }
    sites[RobustdbBridge.WATCHED] = all.size();
  }

  /** Methods have ended well meanwhile, and handed on what they had opened. */
  private void settle(int[] sites) {
    int least = sites[RobustdbBridge.LEAST];
    for (Fresh fresh : all) {
      fresh.depth = Math.min(fresh.depth, least);
    }
    sites[RobustdbBridge.LEAST] = Integer.MAX_VALUE;
  }

  /**
   * A method ends.
   *
   * @param depth how many call sites the thread was inside of when it began
   * @return what was opened in it and is neither closed nor, where that settles it, proven
   */
  List<Resource> ended(int depth, boolean provenToo) {
    List<Resource> opened = new ArrayList<>(all.size());
    int[] sites = RobustdbBridge.sitesOrNull();
    if (sites != null) {
      settle(sites);
    }
    for (Iterator<Fresh> rest = all.iterator(); rest.hasNext(); ) {
      Fresh fresh = rest.next();
      Resource resource = fresh.resource;
      if (resource.isClosed() || resource.refersTo(null) || (resource.isProven() && !provenToo)) {
        rest.remove();
        letGo(resource);
      } else if (fresh.depth > depth) {
        opened.add(resource);
        fresh.depth = depth;
        if (depth == 0) { // whoever has it now goes on with it
          rest.remove();
          letGo(resource);
        }
      }
    }
    if (sites != null) {
      sites[RobustdbBridge.WATCHED] = all.size();
    }
    return opened;
  }

  private void letGo(Resource resource) {
    if (resource.keeper() == this) {
      resource.keeper(null);
    }
  }

  /** A resource and the number of call sites around the method that has it now. */
  private static final class Fresh {
    final Resource resource;
    int depth;

    Fresh(Resource resource, int depth) {
      this.resource = resource;
      this.depth = depth;
    }
  }
}
