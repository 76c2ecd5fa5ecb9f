package io.robustdb.it.generated;

import java.util.ArrayList;
import java.util.List;

/**
 * Says what must become of each resource of a program, by plain bookkeeping: who has it, what
 * happened to it, and when the guard is to look. It knows the design and no code of the guard. For
 * one thread, used once.
 */
final class Oracle {
  private final List<Simulated> all = new ArrayList<>();
  private final List<Simulated> ofEpisode = new ArrayList<>();
  private final List<String> expected = new ArrayList<>();
  private boolean busy;
  private boolean alwaysBusy;

  /** What must hold at each checkpoint: a letter of {@link Fate} for each resource so far. */
  List<String> expected(Program program) {
    alwaysBusy = program.isLast();
    busy = alwaysBusy;
    for (Episode episode : program.episodes()) {
      play(episode);
      checkpoint();
      if (!episode.laterAtEnd()) {
        later(episode);
        checkpoint();
      }
    }
    program.episodes().stream().filter(Episode::laterAtEnd).forEach(this::later);
    checkpoint();
    return expected;
  }

  /** What has become of each resource in the end, in the order in which they are opened. */
  List<Simulated> resources() {
    return all;
  }

  private void play(Episode episode) {
    ofEpisode.clear();
    for (int attempt = 0; attempt < episode.attempts(); attempt++) {
      look(episode.openingFrames());
      Simulated resource = open(episode);
      if (episode.handling() == Handling.RETURNS_BOTH) {
        fail(episode, resource, episode.consumes() - 1);
        look(episode.openingFrames());
        fail(episode, open(episode), episode.loops());
        resource.close();
        checkpoint();
      } else if (episode.fails(attempt)) {
        fail(episode, resource, episode.loops());
        checkpoint();
      } else {
        // used and closed by the first level that does not return it
        boolean inside = episode.consumes() <= episode.loops();
        resource.close();
        if (inside) {
          checkpoint();
        }
      }
    }
    ofEpisode.forEach(resource -> resource.inVariable = false);
    for (int level = episode.loops(); level <= episode.outermost(); level++) {
      if (episode.opens(level)) {
        look(episode.frames(level));
      }
    }
  }

  private Simulated open(Episode episode) {
    if (episode.scope() == Scope.BEFORE_LOOP) {
      ofEpisode.forEach(resource -> resource.inVariable = false);
    }
    Simulated resource = new Simulated(episode);
    resource.inVariable = episode.scope() == Scope.BEFORE_LOOP;
    all.add(resource);
    ofEpisode.add(resource);
    if (!episode.putsAfterFailure()) {
      put(resource);
    }
    resource.proven = episode.lead() == Lead.PROVEN;
    resource.suspect = episode.lead() == Lead.FAILED;
    return resource;
  }

  private void put(Simulated resource) {
    Place place = resource.episode.place();
    if (place.isNone()) {
      return;
    }
    if (place.isOverwritten()) {
      ofEpisode.forEach(before -> before.placed = false);
    }
    resource.placed = true;
    busy = busy || place.isBusy();
  }

  /**
   * @param to the outermost level that is passed
   */
  private void fail(Episode episode, Simulated resource, int to) {
    resource.dead = episode.fault().endsSession();
    resource.suspect |= episode.fault().isJdbc() && !resource.proven;
    if (episode.putsAfterFailure()) {
      put(resource);
    }
    if (episode.catches() > episode.checks()) {
      unwind(episode, resource);
    } else if (episode.handling() == Handling.CLOSES) {
      resource.close();
    }
    if (episode.later() == Later.FORGET) {
      ofEpisode.forEach(before -> before.placed = false);
    }
    resource.carried = episode.returnsFailed();
    boolean used = episode.handling() != Handling.RETURNS_IT_IN_VAIN;
    for (int level = episode.catches(); level <= to; level++) {
      if (level == episode.consumes() && episode.returnsFailed() && used) {
        resource.close();
      } else if (level == episode.consumes()) {
        resource.carried = false;
      }
      if (level < episode.loops() && episode.opens(level)) {
        resource.look(busy, episode.frames(level));
      }
    }
  }

  /** From the level that checks to the one that catches. */
  private void unwind(Episode episode, Simulated resource) {
    if (episode.passing() == Passing.CLOSES) {
      resource.close();
    }
    resource.carried = episode.passing() == Passing.CARRIES;
    for (int level = episode.checks(); level < episode.catches(); level++) {
      if (episode.opens(level)) {
        resource.unwind();
        resource.look(busy, episode.frames(level));
      }
    }
    resource.carried = false;
    if (episode.handling() == Handling.USES_CARRIED) {
      resource.close();
    }
  }

  /** Whoever opens again has the earlier ones looked at. */
  private void look(int times) {
    ofEpisode.forEach(resource -> resource.look(busy, times));
  }

  @SuppressWarnings("ReferenceEquality") // there may be two that are alike
  private void later(Episode episode) {
    boolean released = episode.place().compareTo(Place.STARTED_THREAD) >= 0;
    busy = alwaysBusy || (busy && !released);
    for (Simulated resource : all) {
      boolean here = resource.episode == episode && episode.later() != Later.NEVER;
      boolean inThread = released && resource.episode.place().compareTo(Place.STARTED_THREAD) >= 0;
      if (resource.placed && (here || inThread)) {
        resource.close();
      }
    }
  }

  private void checkpoint() {
    StringBuilder letters = new StringBuilder();
    all.forEach(resource -> letters.append(resource.fate().letter()));
    expected.add(letters.toString());
  }
}
