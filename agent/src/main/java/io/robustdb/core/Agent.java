package io.robustdb.core;

import io.robustdb.earlier.EarlierResources;
import io.robustdb.gate.Policy;
import io.robustdb.guard.Guard;
import io.robustdb.guard.Holders;
import io.robustdb.jdk.AgentProperties;
import io.robustdb.jdk.AgentThread;
import io.robustdb.jdk.Initialised;
import io.robustdb.junit.TestGate;
import io.robustdb.ledger.Collector;
import io.robustdb.ledger.HoldLimits;
import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Scope;
import io.robustdb.live.EmptyPools;
import io.robustdb.live.FlightEvents;
import io.robustdb.live.LongHolds;
import io.robustdb.live.Management;
import io.robustdb.live.MetricsHandover;
import io.robustdb.log.AgentLog;
import io.robustdb.log.LogLevel;
import io.robustdb.observe.Observer;
import io.robustdb.observe.OpeningObserver;
import io.robustdb.observe.Pools;
import io.robustdb.options.Options;
import io.robustdb.report.History;
import io.robustdb.report.PoolFigures;
import io.robustdb.report.TextReport;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.CallSites;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Openings;
import io.robustdb.weave.JdbcTransformer;
import io.robustdb.weave.TestTransformer;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** All parts of the agent, made and tied together. */
final class Agent {
  private final Options options;
  private final String version;
  private final ApplicationCode code;
  private final Ledger ledger;
  private final AgentLog log;
  private final Guard guard;
  private final Collector collector;
  private final Observer observer;
  private final @Nullable TestGate tests;
  private final JdbcTransformer transformer;
  private final @Nullable History history;
  private final Reports reports;
  private final CallSites callSites = new CallSites();
  private final Live live;
  private final @Nullable MetricsHandover metrics;
  private final EmptyPools emptyPools;
  private final LongHolds longHolds;
  private volatile @Nullable Management management;
  private final Ending ending;
  private final Instrumentation instrumentation;
  private final Runnable detached;
  private final Pools pools;
  private final DriverCode drivers;
  private final Openings openings;
  private volatile boolean left;
  private final AtomicBoolean hasFlightEvents = new AtomicBoolean();
  private @Nullable ClassFileTransformer installed;
  private @Nullable TestTransformer testTransformer;

  /**
   * @param detached is told when the agent has left the JVM
   */
  Agent(
      Options options,
      String version,
      String mainClass,
      long startedMillis,
      StandardError standardError,
      Policy policy,
      Instrumentation instrumentation,
      Runnable detached) {
    this.instrumentation = instrumentation;
    this.detached = detached;
    this.options = options;
    this.version = version;
    pools = new Pools();
    // the main class of a JVM that runs tests is that of the build tool
    AgentThread.tellFailures(this::failed);
    code =
        new ApplicationCode(options.applicationPackages(), options.watchesTests() ? "" : mainClass);
    drivers = new DriverCode();
    ledger = new Ledger(code, drivers);
    log = new AgentLog(options.logLevel());
    guard =
        new Guard(
            options.guardLevel(),
            ledger,
            callSites,
            code,
            drivers,
            instrumentation::getAllLoadedClasses,
            log);
    collector =
        new Collector(
            ledger,
            new HoldLimits(options.heldTooLongMillis(), options.heldTooLongMillisBy()),
            this::tidy,
            this::failed);
    openings = new Openings(callSites, code, options.stacksAlways(), ledger.clock()::coarseMillis);
    history =
        options.wantsHistory()
            ? new History(ledger, new PoolFigures(ledger.clock()::coarseMillis))
            : null;
    reports =
        new Reports(
            options, version, mainClass, startedMillis, ledger, code, standardError, history);
    metrics =
        history != null && options.handsMetricsOver()
            ? new MetricsHandover(
                ledger, history.figures(), instrumentation::getAllLoadedClasses, log)
            : null;
    emptyPools = new EmptyPools(ledger, reports::builder, log);
    longHolds = new LongHolds(reports::builder, ledger.clock()::millis, log);
    ledger.listeners().addOfHolds(longHolds);
    OpeningObserver opening =
        new OpeningObserver(ledger, openings, pools, drivers, guard, emptyPools);
    Holders holders = new Holders(ledger, code, drivers, instrumentation::getAllLoadedClasses);
    tests =
        options.watchesTests()
            ? new TestGate(
                options.testsFail(),
                policy,
                ledger,
                collector,
                guard,
                holders,
                reports::builder,
                log,
                type -> code.isApplication(type.getName()),
                this::failed,
                reports::cannotSee)
            : null;
    observer =
        new Observer(
            ledger,
            opening,
            guard,
            options.watchesStatements(),
            this::begins,
            log,
            tests == null ? () -> Scope.NONE : tests.scopes());
    transformer =
        new JdbcTransformer(
            callSites,
            new ClassDiscoveries(code, pools, drivers, log),
            options.excluded(),
            options.watchesStatements());
    live = new Live(reports, standardError, options.stackDepth(), this::detach);
    ending =
        new Ending(
            ledger,
            guard,
            collector,
            observer,
            transformer,
            reports,
            policy,
            code,
            standardError,
            log,
            live,
            tests == null ? () -> {} : tests::end);
  }

  /** About once a second, in the agent's own thread. */
  private void tidy() {
    try {
      guard.tidy();
      listenForFlightRecorder();
      emptyPools.run();
      longHolds.run();
      if (history != null) {
        history.sample();
      }
      if (metrics != null && !left) {
        metrics.run();
      }
      tidyManagement();
    } finally {
      log.write();
    }
  }

  /** A JVM need not have JMX, and whoever wants none of it is not to get it from us. */
  private void tidyManagement() {
    Management ready = management;
    if (ready == null && Initialised.is("javax.management.MBeanServerFactory")) {
      ready = new Management(reports::builder, new TextReport(code), Live.LIMITS, guard::closeLate);
      management = ready;
    }
    if (ready != null && !left) {
      ready.tidy(ledger.listeners());
    }
  }

  /** Whatever JMX says to it, the rest of leaving goes on. */
  private void leaveManagement() {
    Management registered = management;
    if (registered != null) {
      try {
        registered.leave();
      } catch (RuntimeException refused) {
        failed(refused);
        log.write();
      }
    }
  }

  /** The first resource is about to be opened. */
  private void begins() {
    collector.start();
    listenForFlightRecorder();
  }

  /** No recording runs before somebody has asked for one: it costs nothing until then. */
  private void listenForFlightRecorder() {
    if (!left
        && Initialised.is("jdk.jfr.FlightRecorder")
        && hasFlightEvents.compareAndSet(false, true)) {
      ledger.listeners().add(new FlightEvents(reports::builder));
    }
  }

  /** Where the agent itself failed, the observer counts it. */
  private void failed(Throwable failure) {
    observer.failedItself(failure);
  }

  /** What is to see every class from now on. */
  JdbcTransformer transformer() {
    return transformer;
  }

  /** Through what it is shown the classes. */
  void transformsBy(ClassFileTransformer transformer) {
    installed = transformer;
  }

  Live live() {
    return live;
  }

  /** Finds what was open before the agent came; all classes have been woven by now. */
  void lookBack() {
    reports.cannotSee(
        "what was open before robustdb came is known only where a thread or a static field leads to it");
    try {
      String unsure =
          new EarlierResources(ledger, openings, pools, drivers)
              .enter(instrumentation.getAllLoadedClasses());
      if (unsure != null) {
        reports.cannotSee("not all that was open before robustdb came was found: " + unsure);
      }
      collector.start();
      observer.adoptEarlier(openings, drivers);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | LinkageError | OutOfMemoryError failure) {
      reports.cannotSee("what was open before robustdb came was not found: " + failure);
      failed(failure);
    }
  }

  /** Sets to work what does not wait for a class. */
  void install() {
    ending.register();
    if (options.reportFolder() != null) {
      reports.file().begin(reports.builder());
    }
    if (log.shows(LogLevel.INFO)) {
      log.info("watches this JVM, version " + version);
      log.write();
      collector.start();
    }
    if (history != null) {
      ledger.listeners().add(history.figures());
      ledger.listeners().add(history);
      collector.start();
      if (options.livePort().isPresent()) {
        live.open(options.livePort().getAsInt(), history);
      }
    }
    RobustdbBridge.callbacks = observer;
    if (tests != null) {
      collector.start(); // who looks for threads that tests have left must find it there before
      RobustdbTests.tests = tests;
      testTransformer = new TestTransformer(transformer::refused);
      instrumentation.addTransformer(testTransformer, true); // so that detaching takes it back
    }
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getClassLoader() != null) {
        code.loading(loaded.getName().replace('.', '/'), loaded.getProtectionDomain());
      }
    }
  }

  /**
   * Leaves the JVM: classes are what they were, nothing of the agent runs, and the bridge, which
   * nothing can take away, leads nowhere.
   */
  private synchronized void detach() {
    if (left) {
      return; // another one may be there by now
    }
    try {
      ending.forget();
    } catch (IllegalStateException late) {
      throw new IllegalArgumentException("the JVM is ending, and makes its report", late);
    }
    left = true;
    RobustdbBridge.callbacks = null;
    RobustdbBridge.suspects = 0;
    ledger.listeners().clear();
    RobustdbTests.tests = null;
    if (installed != null) {
      instrumentation.removeTransformer(installed);
    }
    if (testTransformer != null) {
      instrumentation.removeTransformer(testTransformer);
    }
    RobustdbBridge.formerSites = callSites.last();
    new LoadedClasses(instrumentation).restore();
    try {
      ending.detach();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException failure) {
      failed(failure); // the rest of leaving goes on
      log.write();
    }
    leaveManagement();
    if (metrics != null) {
      metrics.close();
    }
    AgentProperties.remove("robustdb.version");
    AgentProperties.set("robustdb.detached", "true");
    AgentThread.tellFailures(null);
    detached.run();
    live.close();
  }
}
