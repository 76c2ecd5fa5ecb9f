package io.robustdb.guard;

import io.robustdb.ledger.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The resources that were left when their check had failed, or that may be lost without that, by
 * the innermost call site through which they were opened: when that opens again, they are looked at
 * once more. Thread-safe.
 */
final class Suspects {
  /**
   * More are not kept: what leaks by the thousand is beyond healing, and costs at every opening.
   */
  private static final int MAXIMUM = 1000;

  private final Map<Resource, Suspect> all = new ConcurrentHashMap<>();
  private final Map<Integer, Set<Suspect>> bySite = new ConcurrentHashMap<>();
  private final boolean provenToo;
  private final Consumer<Resource> released;

  /**
   * @param released is told of each that is a suspect no more
   * @param provenToo whether a resource that was proven since stays suspect
   */
  Suspects(boolean provenToo, Consumer<Resource> released) {
    this.released = released;
    this.provenToo = provenToo;
  }

  /** Whether one that has not failed would leave room for those that do. */
  boolean hasRoomForMore() {
    return all.size() < MAXIMUM / 2;
  }

  /** The suspect that a resource is, from now on if it was none. */
  Suspect of(Resource resource) {
    Suspect known = all.get(resource);
    if (known != null) {
      return known;
    }
    Suspect suspect = new Suspect(resource);
    if (all.size() >= MAXIMUM) {
      return suspect;
    }
    Suspect raced = all.putIfAbsent(resource, suspect);
    if (raced != null) {
      return raced;
    }
    int site = resource.opening().site();
    if (site != 0) {
      Set<Suspect> here = bySite.get(site);
      if (here == null) {
        Set<Suspect> made = ConcurrentHashMap.newKeySet();
        Set<Suspect> other = bySite.putIfAbsent(site, made);
        here = other == null ? made : other;
      }
      here.add(suspect);
    }
    RobustdbBridge.suspects = all.size();
    return suspect;
  }

  /** Those that were opened through a call site. */
  List<Suspect> at(int site) {
    List<Suspect> found = new ArrayList<>();
    for (Suspect suspect : bySite.getOrDefault(site, Set.of())) {
      if (suspect.isSettled(provenToo)) {
        remove(suspect);
      } else {
        found.add(suspect);
      }
    }
    return found;
  }

  /** Lets go of those that need not be looked at any more. */
  void tidy() {
    for (Suspect suspect : all.values()) {
      if (suspect.isSettled(provenToo)) {
        remove(suspect);
      }
    }
  }

  void remove(Suspect suspect) {
    if (all.remove(suspect.resource(), suspect)) {
      Set<Suspect> here = bySite.get(suspect.resource().opening().site());
      if (here != null) {
        here.remove(suspect);
      }
    }
    released.accept(suspect.resource());
    RobustdbBridge.suspects = all.size();
  }
}
