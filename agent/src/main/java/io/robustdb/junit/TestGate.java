package io.robustdb.junit;

import io.robustdb.gate.Policy;
import io.robustdb.guard.Holders;
import io.robustdb.ledger.Collector;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Scope;
import io.robustdb.log.AgentLog;
import io.robustdb.report.ReportBuilder;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the tests that run and lets fail what has left something: the test itself where it alone
 * had it, else its class or what is around it, else the whole run. For each leak one of them fails.
 *
 * <p>Thread-safe. A failure of ours is told and kept from the tests.
 */
public final class TestGate extends RobustdbTests {
  private final RunningTests running = new RunningTests();
  private final boolean fails;
  private final Policy policy;
  private final Consumer<Throwable> failures;
  private final Leftovers leftovers;
  private final IdentityHashMap<Object, TestDescription> groups = new IdentityHashMap<>();

  /**
   * @param fails whether anything is to fail
   * @param failures is told of failures of ours
   */
  public TestGate(
      boolean fails,
      Policy policy,
      Ledger ledger,
      Collector collector,
      Holders holders,
      Supplier<ReportBuilder> reports,
      AgentLog log,
      Consumer<Throwable> failures) {
    this.fails = fails;
    this.policy = policy;
    this.failures = failures;
    this.leftovers =
        new Leftovers(ledger, collector, holders, reports, running::isRunningTest, log);
  }

  /** What is going on in the calling thread. */
  public Supplier<Scope> scopes() {
    return running;
  }

  @Override
  protected void begun(Object test) {
    safely(() -> running.begin(Platform.describe(test)));
  }

  @Override
  protected Object ended(Object test, Object result) {
    AtomicReference<@Nullable Object> changed = new AtomicReference<>();
    safely(
        () -> {
          TestRun run = running.end(test);
          if (run != null && fails && run.hasOpened()) {
            changed.set(judged(run, result));
          }
        });
    Object outcome = changed.get();
    return outcome == null ? result : outcome;
  }

  @Override
  protected void endedWith(Object notifier, Object test) {
    // only for frameworks without results
  }

  @Override
  protected @Nullable AssertionError allEnded() {
    AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
    safely(
        () -> {
          if (fails) {
            List<Leak> leaks = failing(leftovers.of(scope -> true, endedGroups(), true));
            failure.set(failure(leaks, "the run", "when all tests had ended"));
          }
        });
    return failure.get();
  }

  private Object judged(TestRun run, Object result) throws ReflectiveOperationException {
    boolean group = run.group() == run;
    if (group) {
      synchronized (groups) {
        groups.put(run.description().object(), run.description());
      }
    }
    if (!run.description().isTest() && !group) {
      return result; // a container in a class: the class will tell
    }
    boolean successful = Platform.isSuccessful(result);
    if (!successful && !Platform.isFailed(result)) {
      return result; // one that was aborted says nothing: what is around it will
    }
    List<Leak> leaks =
        failing(
            leftovers.of(scope -> group ? scope.group() == run : scope == run, run.ended(), false));
    AssertionError failure = failure(leaks, run.name(), "when " + run.name() + " had ended");
    return failure == null || !successful ? result : Platform.failed(result, failure);
  }

  private List<Leak> failing(List<Leak> leaks) {
    List<Leak> failing = new ArrayList<>();
    for (Leak leak : leaks) {
      if (policy.fails(leak.finding())) {
        failing.add(leak);
      }
    }
    return failing;
  }

  private static @Nullable AssertionError failure(List<Leak> leaks, String what, String ended) {
    if (leaks.isEmpty()) {
      return null;
    }
    AssertionError failure = LeakFailure.of(leaks, ended);
    for (Leak leak : leaks) {
      leak.chargeTo(what);
    }
    return failure;
  }

  private EndedTests endedGroups() {
    synchronized (groups) {
      return EndedTests.of(new IdentityHashMap<>(groups), true);
    }
  }

  private void safely(Step step) {
    try {
      step.run();
    } catch (Throwable failure) {
      failures.accept(failure);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws ReflectiveOperationException;
  }
}
