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
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What tests have left that nobody can close any more. The garbage collector tells what nothing
 * leads to; of what is left, the guard's walk tells whether anything but the ended tests does. What
 * another thread may have in a variable gets a second to be closed, until that was in vain some
 * times.
 *
 * <p>Thread-safe. Called in the threads that ran the tests, and only where something is left.
 */
final class Leftovers {
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long SHORT_WAIT = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LONG_WAIT = TimeUnit.SECONDS.toNanos(1);
  private static final long PAUSE_MILLIS = 10;
  private static final int MOST_IN_VAIN = 3;

  private final Ledger ledger;
  private final Collector collector;
  private final Guard guard;
  private final Holders holders;
  private final Supplier<ReportBuilder> reports;
  private final RunningTests running;
  private final Predicate<Finding> counts;
  private final AgentLog log;
  private final Consumer<String> unseen;

  /**
   * How often in a row a long wait was in vain: each of a thousand tests may leave such a doubt.
   */
  private final AtomicInteger inVain = new AtomicInteger();

  /**
   * @param running knows which threads run other tests, and so have nothing to do with one
   * @param counts tells of a finding whether anything is to fail for it: what is known already is
   *     not worth a look at the heap
   * @param unseen is told what could not be judged
   */
  Leftovers(
      Ledger ledger,
      Collector collector,
      Guard guard,
      Holders holders,
      Supplier<ReportBuilder> reports,
      RunningTests running,
      Predicate<Finding> counts,
      AgentLog log,
      Consumer<String> unseen) {
    this.log = log;
    this.counts = counts;
    this.unseen = unseen;
    this.ledger = ledger;
    this.collector = collector;
    this.guard = guard;
    this.holders = holders;
    this.reports = reports;
    this.running = running;
  }

  /**
   * Looks for what a test or a group has left, but for pools.
   *
   * @param scopes what has ended
   * @param ended the same for the walk
   */
  List<Leak> of(Predicate<TestScope> scopes, Ended ended) {
    return of(scopes, ended, false);
  }

  /** Looks for what all tests have left, pools as well; there is no later look. */
  List<Leak> ofAll(Ended ended) {
    return of(scope -> true, ended, true);
  }

  /** What stands behind a leak that something has failed for is no other one. */
  void settle() {
    Behind.charge(ledger);
  }

  private List<Leak> of(Predicate<TestScope> scopes, Ended ended, boolean all) {
    settle();
    Predicate<Resource> wanted =
        resource ->
            resource.chargedTo() == null
                && resource.opener().scope() instanceof TestScope scope
                && scopes.test(scope)
                && !isOfPool(resource)
                && (all || resource.kind() != ResourceKind.POOL);
    List<Leak> leaks = new ArrayList<>();
    if (!open(wanted).isEmpty()) {
      boolean collected = collect();
      Map<Resource, Finding> left = reports.get().lostAmongOpen(wanted);
      left.values().removeIf(finding -> !counts.test(finding));
      Look look = unreachable(left.keySet(), ended, collected);
      for (Resource resource : look.lost) {
        leaks.add(new Leak(Objects.requireNonNull(left.get(resource)), resource, null));
      }
      if (all) {
        tellUnseen(look);
      }
    }
    collector.awaitTaking();
    settle();
    for (Loss loss : ledger.losses()) {
      if (loss.chargedTo() == null
          && loss.scope() instanceof TestScope scope
          && scopes.test(scope)) {
        leaks.add(new Leak(reports.get().of(loss), null, loss));
      }
    }
    return Behind.without(leaks);
  }

  /** False where the JVM did not collect. */
  private boolean collect() {
    boolean collected = collector.collect();
    guard.tidy();
    return collected;
  }

  private Look unreachable(Set<Resource> left, Ended ended, boolean collected) {
    Look first = look(left, ended, collected);
    List<Resource> rest = new ArrayList<>(first.lost);
    rest.addAll(first.doubtful);
    if (rest.isEmpty()) {
      return first;
    }
    rest = stillOpen(rest, wait(first));
    learn(first, rest);
    boolean collectedAgain = collect();
    Look second = look(open(rest::contains), ended, collectedAgain);
    second.notLookedAt += first.notLookedAt;
    return second;
  }

  /** What another test may have is known when that has ended. */
  private long wait(Look look) {
    boolean isOfUse = inVain.get() < MOST_IN_VAIN || running.areTestsElsewhere();
    return look.doubtful.isEmpty() || !isOfUse ? SHORT_WAIT : LONG_WAIT;
  }

  /** Whether anything of what is in doubt was closed while it was waited for. */
  private void learn(Look look, List<Resource> stillOpen) {
    List<Resource> waited = new ArrayList<>(look.doubtful);
    waited.removeIf(Resource::isFinalizing); // the next collection tells
    if (!stillOpen.containsAll(waited)) {
      inVain.set(0);
    } else if (!waited.isEmpty()) {
      inVain.incrementAndGet();
    }
  }

  private void tellUnseen(Look look) {
    if (look.notLookedAt > 0) {
      unseen.accept(
          "there was no time to see whether anybody can close " + leftOpen(look.notLookedAt));
    }
    if (look.doubt != null) {
      unseen.accept(
          "whether anybody can close "
              + leftOpen(look.doubtful.size())
              + " is not known: "
              + look.doubt);
    }
  }

  private static String leftOpen(int count) {
    return count + (count == 1 ? " resource" : " resources") + " that tests have left open";
  }

  /** What was seen of resources that were left. */
  private static final class Look {
    final List<Resource> lost = new ArrayList<>();
    final List<Resource> doubtful = new ArrayList<>();
    @Nullable String doubt;
    int notLookedAt;
  }

  private Look look(Iterable<Resource> left, Ended ended, boolean collected) {
    Look look = new Look();
    long began = System.nanoTime();
    for (Resource resource : left) {
      if (System.nanoTime() - began > LONGEST_NANOS) {
        look.notLookedAt++; // it is for a later look
        continue;
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
        look.lost.add(resource);
      } else if (!holder.sure()) {
        look.doubtful.add(resource);
        look.doubt = look.doubt == null ? holder.words() : look.doubt;
      }
    }
    return look;
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
