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
  /** More are not kept in a method that never ends: the oldest are let go. */
  private static final int MAXIMUM = 256;

  private final List<Fresh> all = new ArrayList<>(2);

  /** Whether there is none. */
  public boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * Takes in a resource that concerns the methods which are running now, if any are woven.
   *
   * @param openedHere whether they have opened it, and not an earlier one or another thread
   */
  void add(Resource resource, boolean openedHere) {
    int[] sites = RobustdbBridge.sitesOrNull();
    if (sites == null || sites[0] == 0 || has(resource)) {
      return;
    }
    if (all.size() == MAXIMUM) {
      all.remove(0); // but no other thread is to look at it: its method may be running still
    }
    all.add(new Fresh(resource, ++sites[RobustdbBridge.OPENED], openedHere));
  }

  /**
   * A method ends.
   *
   * @param before how many the thread had opened when it began
   * @param outermost whether no other woven method is running
   * @return what was opened in it since, and is not closed
   */
  List<Fresh> ended(int before, boolean outermost) {
    List<Fresh> opened = new ArrayList<>(all.size());
    for (Iterator<Fresh> rest = all.iterator(); rest.hasNext(); ) {
      Fresh fresh = rest.next();
      Resource resource = fresh.resource();
      boolean gone = resource.isClosed() || resource.refersTo(null);
      if (!gone && fresh.number() > before) {
        opened.add(fresh);
      }
      if (gone || outermost) {
        rest.remove();
        letGo(resource);
      }
    }
    int[] sites = RobustdbBridge.sitesOrNull();
    if (outermost && sites != null) {
      sites[RobustdbBridge.OPENED] = 0;
    }
    return opened;
  }

  /** Whether it has a resource still. */
  boolean has(Resource resource) {
    for (Fresh fresh : all) {
      if (fresh.resource() == resource) {
        return true;
      }
    }
    return false;
  }

  private void letGo(Resource resource) {
    if (resource.guardNotes().keeper() == this) {
      resource.noteOfGuard().keeper(null);
    }
  }

  /**
   * A resource and its number among those that the thread has opened.
   *
   * @param number from 1
   * @param openedHere whether the methods that are running have opened it
   */
  record Fresh(Resource resource, int number, boolean openedHere) {}
}
