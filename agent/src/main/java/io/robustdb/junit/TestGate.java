package io.robustdb.junit;

import io.robustdb.gate.Policy;
import io.robustdb.guard.Guard;
import io.robustdb.guard.Holders;
import io.robustdb.ledger.Collector;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Scope;
import io.robustdb.log.AgentLog;
import io.robustdb.report.ReportBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hears of the tests that run and lets fail what has left something: the test itself where it alone
 * had it, else its class or what is around it, else the whole run. For each leak one of them fails.
 *
 * <p>Thread-safe. A failure of ours is told and kept from the tests.
 */
public final class TestGate extends RobustdbTests {
  private final RunningTests running;
  private final AtomicInteger platformRuns = new AtomicInteger();
  private final boolean fails;
  private final Policy policy;
  private final Consumer<Throwable> failures;
  private final Leftovers leftovers;
  private final Set<String> classes = ConcurrentHashMap.newKeySet();

  /**
   * @param fails whether anything is to fail
   * @param jobs tells of a class whether its objects are jobs of the application's
   * @param failures is told of failures of ours
   */
  public TestGate(
      boolean fails,
      Policy policy,
      Ledger ledger,
      Collector collector,
      Guard guard,
      Holders holders,
      Supplier<ReportBuilder> reports,
      AgentLog log,
      Predicate<Class<?>> jobs,
      Consumer<Throwable> failures) {
    this.fails = fails;
    this.running = new RunningTests(jobs);
    this.policy = policy;
    this.failures = failures;
    this.leftovers =
        new Leftovers(ledger, collector, guard, holders, reports, running::isRunningTest, log);
  }

  /** What is going on in the calling thread. */
  public Supplier<Scope> scopes() {
    return running;
  }

  @Override
  protected void onStart(Object test) {
    safely(() -> start(test));
  }

  @Override
  protected Object onFinish(Object test, Object result) {
    AtomicReference<@Nullable Object> changed = new AtomicReference<>();
    safely(
        () -> {
          platformRuns.decrementAndGet();
          TestRun run = running.end(test);
          boolean successful = Platform.isSuccessful(result);
          AssertionError failure =
              run != null && (successful || Platform.isFailed(result)) ? judge(run) : null;
          if (failure != null && successful) {
            changed.set(Platform.failed(result, failure));
          }
          forget(run);
        });
    Object outcome = changed.get();
    return outcome == null ? result : outcome;
  }

  @Override
  protected void onFailure(Object failure) {
    TestRun run = running.current();
    if (run != null) {
      run.failed = true;
    }
  }

  @Override
  protected void onFinishing(Object notifier, Object test) {
    safely(
        () -> {
          TestRun run = running.end(test);
          AssertionError failure = run == null ? null : judge(run);
          if (run != null && failure != null && !run.failed) {
            JUnit4.fail(notifier, test, failure);
          }
          forget(run);
        });
  }

  @Override
  protected void onInvocation(Object moment, Object method, Object result) {
    safely(
        () -> {
          if (platformRuns.get() > 0 || !TestNG.isTest(method)) {
            return; // the platform tells of it
          }
          if (moment.toString().startsWith("BEFORE")) {
            running.begin(TestNG.describe(result));
            return;
          }
          TestRun run = running.end(result);
          boolean successful = TestNG.isSuccessful(result);
          AssertionError failure =
              run != null && (successful || TestNG.isFailed(result)) ? judge(run) : null;
          if (failure != null && successful) {
            TestNG.fail(result, failure);
          }
          forget(run);
        });
  }

  @Override
  protected @Nullable AssertionError onClosing() {
    AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
    safely(
        () -> {
          if (fails) {
            List<Leak> leaks = failing(leftovers.of(scope -> true, EndedTests.of(classes), true));
            failure.set(failure(leaks, "the run", "when all tests had ended"));
          }
        });
    return failure.get();
  }

  private void start(Object test) throws ReflectiveOperationException {
    if (Platform.has(test)) {
      platformRuns.incrementAndGet();
      running.begin(Platform.describe(test));
    } else if (platformRuns.get() == 0) {
      running.begin(JUnit4.describe(test));
    } // otherwise the platform tells of it
  }

  /** What is to fail where a test or container has ended; null where nothing is. */
  private @Nullable AssertionError judge(TestRun run) {
    boolean group = run.group() == run;
    if (!fails || !(group || run.description().isTest())) {
      return null; // of a container in a class, the class will tell
    }
    EndedTests ended = run.ended();
    if (group) {
      classes.addAll(ended.classes());
    }
    if (!run.hasOpened()) {
      return null;
    }
    List<Leak> leaks =
        leftovers.of(scope -> group ? scope.group() == run : scope == run, ended, false);
    return failure(failing(leaks), run.name(), "when " + run.name() + " had ended");
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

  private static void forget(@Nullable TestRun run) {
    if (run != null) {
      run.forget();
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
