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
  private final Predicate<Class<?>> application;
  private final boolean fails;
  private final Policy policy;
  private final Consumer<Throwable> failures;
  private final Leftovers leftovers;
  private final Set<String> classes = ConcurrentHashMap.newKeySet();

  /** Whether the end of a session has been told, and what was left looked at. */
  private volatile boolean judged;

  /**
   * @param fails whether anything is to fail
   * @param application tells the application's classes
   * @param failures is told of failures of ours
   * @param unseen is told what could not be judged
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
      Predicate<Class<?>> application,
      Consumer<Throwable> failures,
      Consumer<String> unseen) {
    this.fails = fails;
    this.running = new RunningTests(application);
    this.application = application;
    this.policy = policy;
    this.failures = failures;
    this.leftovers =
        new Leftovers(
            ledger, collector, guard, holders, reports, running, policy::fails, log, unseen);
  }

  /** What is going on in the calling thread. */
  public Supplier<Scope> scopes() {
    return running;
  }

  @Override
  protected void onStart(Object test) {
    try { // of every test, so that nothing is made for it that is not needed
      start(test);
    } catch (Throwable failure) {
      failures.accept(failure);
    }
  }

  @Override
  protected Object onFinish(Object test, Object result) {
    try {
      return finish(test, result);
    } catch (Throwable failure) {
      failures.accept(failure);
      return result;
    }
  }

  private Object finish(Object test, Object result) throws ReflectiveOperationException {
    TestRun run = running.end(test);
    if (run == null) {
      return result;
    }
    if (run.isOfPlatform()) {
      platformRuns.decrementAndGet();
    }
    Object outcome = run.outcome;
    if (outcome == null) {
      outcome = outcome(run, result);
      if (!run.hasEnded()) {
        run.outcome = outcome; // it will be told once more
      }
    }
    forget(run);
    return outcome;
  }

  private Object outcome(TestRun run, Object result) throws ReflectiveOperationException {
    String status = Platform.status(result);
    boolean failed = status.equals("FAILED");
    if (run.failed != failed) {
      run.failed = failed;
    }
    boolean successful = status.equals("SUCCESSFUL");
    Verdict verdict = successful || run.failed ? judge(run) : null;
    if (verdict == null) {
      return result;
    }
    Object outcome = successful ? Platform.failed(result, verdict.failure()) : result;
    verdict.charge();
    return outcome;
  }

  @Override
  protected void onFailure(Object failure) {
    safely(
        () -> {
          TestRun run = running.current();
          if (run != null && JUnit4.isAssumption(failure)) {
            run.aborted = true;
          } else if (run != null) {
            run.failed = true;
          }
        });
  }

  @Override
  protected void onFinishing(Object notifier, Object test) {
    safely(
        () -> {
          TestRun run = running.end(test);
          Verdict verdict = run == null || run.aborted ? null : judge(run);
          if (run != null && verdict != null) {
            if (!run.failed) {
              tell(notifier, test, verdict);
            }
            verdict.charge();
          }
          forget(run);
        });
  }

  private void tell(Object notifier, Object test, Verdict verdict)
      throws ReflectiveOperationException {
    TestRun around = running.current();
    boolean failed = around != null && around.failed;
    JUnit4.fail(notifier, test, verdict.failure());
    if (around != null) {
      around.failed = failed; // what we tell is not of what is around the test
    }
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
          if (run == null) {
            return;
          }
          run.failed = TestNG.isFailed(result);
          boolean successful = TestNG.isSuccessful(result);
          Verdict verdict = successful || run.failed ? judge(run) : null;
          if (verdict != null) {
            if (successful) {
              TestNG.fail(result, verdict.failure());
            }
            verdict.charge();
          }
          forget(run);
        });
  }

  @Override
  protected @Nullable AssertionError onClosing() {
    AtomicReference<@Nullable AssertionError> failure = new AtomicReference<>();
    safely(
        () -> {
          if (!fails || running.areAny()) {
            return; // a test may have a session of its own
          }
          judged = true;
          List<Leak> leaks = failing(leftovers.ofAll(EndedTests.of(classes)));
          if (!leaks.isEmpty()) {
            Verdict verdict = new Verdict(leaks, "the run", "when all tests had ended");
            failure.set(verdict.failure());
            verdict.charge();
          }
        });
    return failure.get();
  }

  /**
   * The JVM ends. Where no session has told of the end of the run, as under runners that are older
   * than these, what all tests have left is looked at now, for the exit status.
   */
  public void end() {
    safely(
        () -> {
          if (fails && !judged && running.haveBegun() && !running.areAny()) {
            failing(leftovers.ofAll(EndedTests.of(classes))).forEach(Leak::leaveToExit);
          }
          leftovers.settle();
        });
  }

  private void start(Object test) throws ReflectiveOperationException {
    TestDescription ofPlatform = Platform.describe(test);
    if (ofPlatform != null) {
      running.begin(ofPlatform);
      platformRuns.incrementAndGet();
    } else if (platformRuns.get() == 0) {
      running.begin(JUnit4.describe(test));
    } // otherwise the platform tells of it
  }

  /** What is to fail where a test or container has ended; null where nothing is. */
  private @Nullable Verdict judge(TestRun run) {
    boolean group = run.group() == run;
    if (!fails || !(group || run.description().isTest())) {
      return null; // of a container in a class, the class will tell
    }
    if (!group && !run.hasOpened()) {
      return null;
    }
    if (group) {
      classes.addAll(run.classes());
    }
    if (!run.hasOpened()) {
      return null;
    }
    String className = run.group() == null ? run.description().className() : null;
    if (className != null) {
      classes.add(className); // no framework tells when that has ended
    }
    if (group && run.isSpread() && !run.isOfPlatform()) {
      return null; // runners of that kind show no failure of a class: the exit status tells
    }
    List<Leak> leaks =
        failing(
            leftovers.of(
                scope -> group ? scope.group() == run : scope == run, run.ended(application)));
    return leaks.isEmpty()
        ? null
        : new Verdict(leaks, run.name(), "when " + run.name() + " had ended");
  }

  /** Those that something is to fail for; a test that has failed by itself has had its failure. */
  private List<Leak> failing(List<Leak> leaks) {
    List<Leak> failing = new ArrayList<>();
    for (Leak leak : leaks) {
      if (leak.isOfFailedTest()) {
        leak.chargeTo("a test that had failed by itself");
      } else if (policy.fails(leak.finding())) {
        failing.add(leak);
      }
    }
    return failing;
  }

  private void forget(@Nullable TestRun run) {
    if (run != null && run.hasEnded()) {
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
