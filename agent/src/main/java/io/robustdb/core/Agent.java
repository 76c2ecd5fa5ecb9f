package io.robustdb.core;

import io.robustdb.gate.Policy;
import io.robustdb.guard.Guard;
import io.robustdb.ledger.Collector;
import io.robustdb.ledger.Ledger;
import io.robustdb.log.AgentLog;
import io.robustdb.log.LogLevel;
import io.robustdb.observe.Observer;
import io.robustdb.observe.OpeningObserver;
import io.robustdb.observe.Pools;
import io.robustdb.options.Options;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.CallSites;
import io.robustdb.site.DriverCode;
import io.robustdb.site.Openings;
import io.robustdb.weave.JdbcTransformer;
import java.lang.instrument.Instrumentation;

/** All parts of the agent, made and tied together. */
final class Agent {
  private final Options options;
  private final Policy policy;
  private final String version;
  private final ApplicationCode code;
  private final Ledger ledger;
  private final AgentLog log;
  private final Guard guard;
  private final Collector collector;
  private final Observer observer;
  private final JdbcTransformer transformer;
  private final Reports reports;
  private final StandardError standardError;

  Agent(
      Options options,
      String version,
      String mainClass,
      long startedMillis,
      StandardError standardError,
      Policy policy,
      Instrumentation instrumentation) {
    this.policy = policy;
    this.options = options;
    this.version = version;
    this.standardError = standardError;
    CallSites callSites = new CallSites();
    Pools pools = new Pools();
    code = new ApplicationCode(options.applicationPackages(), mainClass);
    DriverCode drivers = new DriverCode();
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
            options.heldTooLongMillis(),
            () -> {
              guard.tidy();
              log.run();
            });
    Openings openings =
        new Openings(callSites, code, options.stacksAlways(), ledger.clock()::coarseMillis);
    OpeningObserver opening = new OpeningObserver(ledger, openings, pools, drivers, guard);
    observer = new Observer(ledger, opening, guard, options.watchesStatements(), collector, log);
    transformer =
        new JdbcTransformer(
            callSites,
            new ClassDiscoveries(code, pools, drivers, log),
            options.excluded(),
            options.watchesStatements());
    reports = new Reports(options, version, mainClass, startedMillis, ledger, code, standardError);
  }

  /** Gives what is to see every class from now on. */
  JdbcTransformer install(Instrumentation instrumentation) {
    Ending ending =
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
            log);
    ending.register();
    if (options.reportFolder() != null) {
      reports.file().begin(reports.builder());
    }
    if (log.shows(LogLevel.INFO)) {
      log.info("watches this JVM, version " + version);
      log.write();
      collector.start();
    }
    RobustdbBridge.callbacks = observer;
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getClassLoader() != null) {
        code.loading(loaded.getName().replace('.', '/'), loaded.getProtectionDomain());
      }
    }
    return transformer;
  }
}
