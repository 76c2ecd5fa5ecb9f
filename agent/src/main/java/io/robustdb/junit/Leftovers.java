package io.robustdb.junit;

import io.robustdb.guard.Guard;
import io.robustdb.guard.Holders;
import io.robustdb.jdk.Ended;
import io.robustdb.ledger.Collector;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.log.AgentLog;
import io.robustdb.log.LogLevel;
import io.robustdb.report.Finding;
import io.robustdb.report.ReportBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What tests have left that nobody can close any more. The garbage collector tells what nothing
 * leads to; of what is left, the guard's walk tells whether anything but the ended tests does. What
 * another thread may have in a variable gets a second to be closed.
 *
 * <p>Thread-safe. Called in the threads that ran the tests, and only where something is left.
 */
final class Leftovers {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long SHORT_WAIT = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONG_WAIT = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_MILLIS = 10;

  private final Ledger ledger;
  private final Collector collector;
  private final Guard guard;
  private final Holders holders;
  private final Supplier<ReportBuilder> reports;
  private final RunningTests running;
  private final AgentLog log;

  /**
   * @param running knows which threads run other tests, and so have nothing to do with one
   */
  Leftovers(
      Ledger ledger,
      Collector collector,
      Guard guard,
      Holders holders,
      Supplier<ReportBuilder> reports,
      RunningTests running,
      AgentLog log) {
    this.log = log;
    this.ledger = ledger;
    this.collector = collector;
    this.guard = guard;
    this.holders = holders;
    this.reports = reports;
    this.running = running;
  }

  /**
   * Looks.
   *
   * @param scopes what has ended
   * @param ended the same for the walk
   * @param pools whether pools count too
   */
  List<Leak> of(Predicate<TestScope> scopes, Ended ended, boolean pools) {
    Predicate<Resource> wanted =
        resource ->
            resource.chargedTo() == null
                && resource.opener().scope() instanceof TestScope scope
                && scopes.test(scope)
                && !isOfPool(resource)
                && (pools || resource.kind() != ResourceKind.POOL);
    List<Leak> leaks = new ArrayList<>();
    if (!open(wanted).isEmpty()) {
      boolean collected = collect();
      Map<Resource, Finding> left = reports.get().lostAmongOpen(wanted);
      for (Resource resource : unreachable(left.keySet(), ended, collected)) {
        leaks.add(new Leak(Objects.requireNonNull(left.get(resource)), resource, null));
      }
    }
    for (Loss loss : ledger.losses()) {
      if (loss.chargedTo() == null
          && loss.scope() instanceof TestScope scope
          && scopes.test(scope)) {
        leaks.add(new Leak(reports.get().of(loss), null, loss));
      }
    }
    return leaks;
  }

  /** False where the JVM did not collect. */
  private boolean collect() {
    boolean collected = collector.collect();
    guard.tidy();
    return collected;
  }

  private List<Resource> unreachable(Set<Resource> left, Ended ended, boolean collected) {
    List<Resource> lost = new ArrayList<>();
    List<Resource> doubtful = new ArrayList<>();
    look(left, ended, collected, lost, doubtful);
    List<Resource> rest = new ArrayList<>(lost);
    rest.addAll(doubtful);
    if (rest.isEmpty()) {
      return rest;
    }
    rest = stillOpen(rest, doubtful.isEmpty() ? SHORT_WAIT : LONG_WAIT);
    boolean collectedAgain = collect();
    lost.clear();
    look(open(rest::contains), ended, collectedAgain, lost, doubtful);
    return lost;
  }

  private void look(
      Iterable<Resource> left,
      Ended ended,
      boolean collected,
      List<Resource> lost,
      List<Resource> doubtful) {
    long began = System.nanoTime();
    for (Resource resource : left) {
      if (System.nanoTime() - began > LONGEST_NANOS) {
        return; // what has not been looked at is for a later look
      }
      Holders.Holder holder =
          holders.of(resource, ended, running::isRunningTest, running.elsewhere(), collected);
      if (holder != null && log.shows(LogLevel.INFO)) {
        log.info(
            "a test left a "
                + resource.kind().word()
                + ", which may be closed yet: "
                + holder.words());
      }
      if (holder == null) {
        lost.add(resource);
      } else if (!holder.sure()) {
        doubtful.add(resource);
      }
    }
  }

  private List<Resource> stillOpen(List<Resource> resources, long nanos) {
    long began = System.nanoTime();
    List<Resource> open = resources;
    try {
      while (!open.isEmpty() && System.nanoTime() - began < nanos) {
        Thread.sleep(PAUSE_MILLIS);
        guard.tidy(); // what it watches, it takes
        Set<Resource> now = open(resources::contains);
        open = resources.stream().filter(now::contains).toList();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    return open;
  }

  private Set<Resource> open(Predicate<Resource> wanted) {
    Set<Resource> open = Collections.newSetFromMap(new IdentityHashMap<>());
    ledger.forEachOpen(
        resource -> {
          if (wanted.test(resource)) {
            open.add(resource);
          }
        });
    return open;
  }

  /** What an open pool has is its own affair. */
  private static boolean isOfPool(Resource resource) {
    Resource owner = resource.owner();
    return resource.kind() == ResourceKind.CONNECTION && owner != null && !owner.isClosed();
  }
}
