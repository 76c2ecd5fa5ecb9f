package io.robustdb.guard;

import io.robustdb.ledger.Closed;
import io.robustdb.ledger.GuardNotes;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Probe;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.log.AgentLog;
import io.robustdb.log.LogLevel;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.CallSites;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Stack;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Closes a resource when it is a suspect, because its check failed or the method that opened it
 * ends by an error before the server ever answered, and nobody can use it any more. Nothing else is
 * evidence: no SQL state, no time, no second one. Where the user asks for that, what has answered
 * is a suspect, too, and every connection that is in no pool.
 *
 * <p>Thread-safe. Called in the application's threads, after something has failed there.
 */
public final class Guard {
  /** So long the application waits at one moment before the rest is left to the collector. */
  private static final long LONGEST_MOMENT = TimeUnit.SECONDS.toNanos(5);

  /** When a close ended that was begun in a moment which did not last long enough. */
  private static final String LATE = "later than it could wait for";

  private final GuardLevel level;
  private final Ledger ledger;
  private final CallSites callSites;
  private final ApplicationCode code;
  private final Proof proof;
  private final LastOpenings lastOpenings;
  private final Suspects suspects;
  private final Unreachable unreachable = new Unreachable(this::found);
  private final LookBudget budget = new LookBudget();
  private final Looks looks = new Looks();
  private final AgentLog log;

  /**
   * @param classes gives all classes that the JVM has loaded
   */
  public Guard(
      GuardLevel level,
      Ledger ledger,
      CallSites callSites,
      ApplicationCode code,
      DriverCode drivers,
      Supplier<Class<?>[]> classes,
      AgentLog log) {
    this.log = log;
    this.level = level;
    this.ledger = ledger;
    this.callSites = callSites;
    this.code = code;
    this.proof = new Proof(ledger, code, drivers, classes, budget);
    this.lastOpenings = new LastOpenings(drivers);
    this.suspects = new Suspects(provenToo(), unreachable::release);
  }

  /** A resource has been opened. */
  public void opened(FreshResources fresh, Resource resource) {
    if (concerns(resource)) {
      fresh.add(resource, true);
      if (provenToo() && mayBeLost(resource) && suspects.hasRoomForMore()) {
        suspect(fresh, resource);
      }
    }
  }

  /**
   * Whether it may be lost without any error, as in a loop whose check only says that it is too
   * early. Not a pool, which its library may know by a name; and not what a library opens in a
   * thread of its own, as pools fill themselves.
   */
  private boolean mayBeLost(Resource resource) {
    Stack stack = resource.stack();
    return resource.kind() == ResourceKind.CONNECTION
        && resource.owner() == null
        && stack != null
        && stack.frames().stream().anyMatch(code::isApplication);
  }

  /** Whether the guard may have to look at a resource. */
  public boolean concerns(Resource resource) {
    return level != GuardLevel.OFF && (!resource.isProven() || provenToo());
  }

  /** A check of a resource failed, whether or not that makes it a suspect. */
  public void failed(FreshResources fresh, Resource resource) {
    if (!resource.isEmptyWrapper()
        && resource.outermost() == resource
        && level != GuardLevel.OFF
        && resource.probe() != null) {
      fresh.add(resource, false);
      suspect(fresh, resource);
    }
  }

  /** As long as a running method has it, that one's thread is the one to look at it. */
  private Suspect suspect(FreshResources fresh, Resource resource) {
    Suspect suspect = suspects.of(resource);
    unreachable.watch(resource);
    if (resource.guardNotes().keeper() == null && fresh.has(resource)) {
      resource.noteOfGuard().keeper(fresh);
    }
    return suspect;
  }

  /**
   * A method ends in which the calling thread has opened something.
   *
   * @param before how many the thread had opened when it began
   * @param outermost whether the thread runs no other woven method
   * @param method the number of a call site that stands for the method
   */
  public void ended(
      FreshResources fresh,
      int before,
      boolean outermost,
      int method,
      @Nullable Object result,
      @Nullable Throwable thrown) {
    List<FreshResources.Fresh> opened = fresh.ended(before, outermost);
    if (opened.isEmpty()) {
      return; // most often: all is closed
    }
    List<Suspect> here = new ArrayList<>();
    List<Suspect> fromBefore = new ArrayList<>();
    for (FreshResources.Fresh each : opened) {
      Resource resource = each.resource();
      // a pool that another one closes, or whose closing would close another one
      boolean inner = resource.outermost() != resource || resource.isEmptyWrapper();
      if (inner || (resource.isProven() && !provenToo())) {
        continue;
      }
      if (thrown != null) {
        blame(resource, thrown);
      }
      if (resource.probe() != null || thrown != null) {
        (each.openedHere() ? here : fromBefore).add(suspect(fresh, resource));
      } else if (outermost && isHandedOnUnused(resource, result)) {
        unreachable.watch(resource);
      }
    }
    lookAt(here, new Moment(true, outermost, callSites.get(method), result, thrown));
    lookAt(fromBefore, new Moment(true, outermost, null, result, thrown));
  }

  /**
   * Whether a connection is handed on, out of sight, before it was ever used, as one that comes
   * when nobody waits for it any more: if it is lost, only the collector will know.
   */
  private static boolean isHandedOnUnused(Resource resource, @Nullable Object result) {
    return resource.kind() == ResourceKind.CONNECTION
        && result != null
        && resource.refersTo(result)
        && !resource.isProven();
  }

  /** A call site is about to open again. */
  public void opening(@Nullable FreshResources fresh, int site) {
    List<Suspect> here = suspects.at(site);
    // what a running method of another thread has opened is that one's to look at
    here.removeIf(
        suspect -> {
          Object keeper = suspect.resource().guardNotes().keeper();
          return keeper != null && keeper != fresh;
        });
    lookAt(here, Moment.OPENS_AGAIN);
  }

  /**
   * Closes what it would have closed had its level allowed that, as far as it is still open: nobody
   * could use it then, and nobody can since.
   *
   * @return how many that were
   */
  public synchronized int closeLate() {
    List<Resource> wanted = new ArrayList<>();
    ledger.forEachOpen(
        resource -> {
          if (resource.guardNotes().wouldClose()) {
            wanted.add(resource);
          }
        });
    wanted.sort(Comparator.comparing(resource -> resource.kind() != ResourceKind.POOL));
    int closed = 0;
    for (Resource resource : wanted) {
      Object object = resource.get();
      if (object != null && !resource.isClosed() && !resource.isInUse() && !resource.isProven()) {
        close(resource, object, null, "when somebody asked for it");
        closed += resource.isClosed() ? 1 : 0;
      }
    }
    return closed;
  }

  /** Lets go of what need not be looked at any more. */
  public void tidy() {
    suspects.tidy();
    unreachable.tidy();
    unreachable.handOver();
  }

  /** Looks at nothing any more. */
  public void rest() {
    unreachable.releaseAll();
  }

  /** What is outside first: a pool is closed with all that is in it. */
  private void lookAt(List<Suspect> here, Moment moment) {
    here.sort(Comparator.comparing(suspect -> suspect.resource().kind() != ResourceKind.POOL));
    long began = System.nanoTime();
    for (Suspect suspect : here) {
      if (suspect.isSettled(provenToo())) {
        suspects.remove(suspect);
      } else if (System.nanoTime() - began > LONGEST_MOMENT) {
        left(suspect.resource(), "there was no more time to look at it");
      } else if (suspect.begin(moment.last(), budget)) {
        long start = System.nanoTime();
        try {
          look(suspect.resource(), moment);
        } finally {
          suspect.end(System.nanoTime() - start, budget);
        }
        if (suspect.isSettled(provenToo())) {
          suspects.remove(suspect);
        }
      }
    }
  }

  /** Holds nothing of the resource while it asks the collector. */
  private void look(Resource resource, Moment moment) {
    if (resource.isInUse() || resource.isEmptyWrapper()) {
      return;
    }
    if (level != GuardLevel.OBSERVE && resource.refersTo(null) && unreachable.take(resource)) {
      return; // the collector was here before, of its own accord
    }
    Kept kept = looks.whyKept(() -> proof.whyKept(resource, moment));
    if (kept == null) {
      nobodyHas(resource, resource.get(), moment.thrown(), moment.inWords());
    } else {
      left(resource, kept.reason());
      if (kept.byThreads() && level != GuardLevel.OBSERVE) { // which changes nothing at all
        unreachable.ask(resource);
      }
    }
  }

  private void left(Resource resource, String kept) {
    if (log.shows(LogLevel.INFO)) {
      log.info("guard left a " + resource.kind().word() + ": " + kept);
    }
    resource.noteOfGuard().left(kept, false);
  }

  private void nobodyHas(
      Resource resource, @Nullable Object object, @Nullable Throwable thrown, String moment) {
    if (object == null || resource.isClosed()) {
      return;
    }
    if (level == GuardLevel.OBSERVE) {
      resource.noteOfGuard().left("nobody can use it any more; guard=observe closes nothing", true);
    } else {
      close(resource, object, thrown, moment);
    }
  }

  /** The collector's word: what is found has no user, whatever the moment. */
  private void found(Resource resource, Object object) {
    if (resource.isInUse()) {
      // a call that is running may have no need of the object itself any more
      unreachable.watchAgain(resource, object);
      return;
    }
    if (resource.isClosed() || resource.isClosedByOwnFinalizer()) {
      return; // by a finalizer that was found with it
    }
    boolean pool = resource.kind() == ResourceKind.POOL;
    boolean used = proof.isUsedOtherwise(resource);
    boolean others = proof.leadsToOthers(resource, object);
    // asked last: what is inside it may have been closed meanwhile
    if (pool && (resource.outermost() != resource || resource.holdsNothing())) {
      lost(resource); // another one's, or one that not even a thread goes on with
      return;
    }
    if (used) {
      left(resource, "a statement of it or a connection from it is there still");
    } else if (others) {
      left(
          resource, "closing it closes another pool or connection, and who uses that is not known");
    } else if (concerns(resource) && !resource.guardNotes().isUnwrapped()) {
      nobodyHas(resource, object, null, "when the garbage collector had found it");
    }
    if (!resource.isClosed()) {
      lost(resource);
    }
  }

  /** Of what a finalizer may close still, the next collection tells. */
  private void lost(Resource resource) {
    if (!resource.isFinalizing()) {
      ledger.wasLost(resource);
    }
  }

  private void close(Resource resource, Object object, @Nullable Throwable thrown, String moment) {
    resource.noteOfGuard().closing();
    if (resource.kind() == ResourceKind.POOL) {
      lastOpenings.await(proof.librariesOf(resource, object));
    }
    // of one that had something then, it shows whether all was closed
    boolean shows = resource.kind() == ResourceKind.POOL && !resource.holdsNothing();
    Closing closing = new Closing(object, late -> closed(resource, shows, late, LATE));
    Throwable failure = closing.close();
    if (closing.endedInTime()) {
      closed(resource, shows, Optional.ofNullable(failure), moment);
    } else {
      left(resource, "closing it has taken too long, it may end yet");
    }
    if (failure != null && thrown != null && thrown != failure) {
      thrown.addSuppressed(failure);
    }
  }

  /** Closing has ended, in time or later. */
  private void closed(
      Resource resource, boolean shows, Optional<Throwable> failure, String moment) {
    GuardNotes notes = resource.noteOfGuard();
    // a pool is closed when all is that it had, whatever went wrong after that
    boolean empty = shows && resource.holdsNothing();
    if (failure.isPresent() && !empty) {
      notes.left("closing it failed: " + failure.get().getClass().getName(), false);
      ledger.closingFailed(resource);
      return;
    }
    String threw =
        failure.map(it -> " (closing it threw " + it.getClass().getName() + ")").orElse("");
    notes.closed(new Closed(moment + threw, ledger.clock().millis()));
    ledger.closedByGuard(resource);
    if (log.shows(LogLevel.INFO)) {
      log.info("guard closed a " + resource.kind().word());
    }
  }

  /** What failed need not have been a call of JDBC. */
  private void blame(Resource resource, Throwable thrown) {
    if (resource.probe() == null) {
      resource.probeFailed(Probe.afterOpening(thrown, ledger.clock().millis()));
    }
  }

  private boolean provenToo() {
    return level == GuardLevel.LOST;
  }
}
