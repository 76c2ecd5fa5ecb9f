package io.robustdb.report;

import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Probe;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.Blame;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a report of what the ledger holds at one moment. Thread-safe. */
public final class ReportBuilder {
  private static final long WALK_NANOS = 500_000_000L;

  private final Ledger ledger;
  private final ApplicationCode code;
  private final FindingFactory factory;
  private final String agent;
  private final Jvm jvm;
  private final @Nullable History history;
  private final List<String> lasting;

  /**
   * @param agent the agent's version
   * @param probe further health checks, null for none
   * @param showsLiterals whether SQL is shown as it is
   * @param history what was open over time; null where nobody wants to know
   * @param lasting what could not be seen at all, for every report; may grow
   */
  public ReportBuilder(
      Ledger ledger,
      ApplicationCode code,
      String agent,
      Jvm jvm,
      @Nullable Pattern probe,
      boolean showsLiterals,
      @Nullable History history,
      List<String> lasting) {
    this.lasting = lasting;
    this.history = history;
    this.ledger = ledger;
    this.code = code;
    this.agent = agent;
    this.jvm = jvm;
    this.factory = new FindingFactory(ledger, code, new Masking(showsLiterals, probe));
  }

  /**
   * The report as of now, not yet judged.
   *
   * @param complete whether the JVM is ending in order
   * @param limits what could not be seen
   */
  public Report build(boolean complete, List<String> limits) {
    OpenResources open = new OpenResources(ledger, WALK_NANOS, this::isOpenedByLibraryAlone);
    List<Finding> findings = new ArrayList<>();
    for (List<Resource> group : groups(open)) {
      findings.add(factory.open(group, open));
    }
    for (Loss loss : ledger.losses()) {
      findings.add(factory.lost(loss));
    }
    return report(complete, limits, open, Reports.together(findings));
  }

  /**
   * The same of what holds one session of a server now, whether or not that is a finding.
   *
   * @param session the server's number of it
   */
  public Report ofSession(String session, List<String> limits) {
    OpenResources open = new OpenResources(ledger, WALK_NANOS, this::isOpenedByLibraryAlone);
    List<Finding> findings = new ArrayList<>();
    for (Resource resource : open.holdersOf(session)) {
      findings.add(factory.open(List.of(resource), open));
    }
    return report(false, limits, open, findings);
  }

  /**
   * Some of what is open now, each as a finding by itself, whether or not it is one.
   *
   * @return without those that were closed meanwhile
   */
  public Map<Resource, Finding> each(Collection<Resource> resources) {
    OpenResources open = new OpenResources(ledger, WALK_NANOS, unused -> false);
    Map<Resource, Finding> findings = new LinkedHashMap<>();
    for (Resource resource : resources) {
      if (!resource.isClosed()) {
        findings.put(resource, factory.open(List.of(resource), open));
      }
    }
    return findings;
  }

  /** What each pool has now, and last what belongs to none. */
  public List<OpenInPool> openByPool() {
    return new OpenResources(ledger, WALK_NANOS, unused -> false).byPool();
  }

  private Report report(
      boolean complete, List<String> limits, OpenResources open, List<Finding> findings) {
    return new Report(
        agent,
        complete,
        Stream.of(lasting, limits, unseen(open)).flatMap(List::stream).toList(),
        jvm,
        totals(open),
        findings,
        GateResult.OFF,
        // by the clock that the openings go by: that of the machine may have been set meanwhile
        complete ? System.currentTimeMillis() : ledger.clock().millis(),
        history == null ? null : history.timeline());
  }

  private List<String> unseen(OpenResources open) {
    List<String> unseen = new ArrayList<>();
    if (!open.isWhole()) {
      unseen.add(
          "not all that pools and checkouts lead to was looked through: a connection that one of"
              + " them holds may be shown by itself, and a checkout without its session");
    }
    long thrownAway = ledger.thrownAwayUnseen();
    if (thrownAway > 0) {
      unseen.add(
          "pools threw %,d connections away too fast to see whose they were: checkouts that were"
                  .formatted(thrownAway)
              + " open then and were not closed are no findings");
    }
    int undecided = ledger.undecidedHolds();
    if (undecided > 0) {
      unseen.add(
          "whether a pool has %,d connections that are open for too long is not known"
              .formatted(undecided));
    }
    return unseen;
  }

  /**
   * Of the resources that are open now, those that are findings by themselves, each as it is if
   * nobody can close it any more.
   *
   * @param wanted which are asked for
   */
  public Map<Resource, Finding> lostAmongOpen(Predicate<Resource> wanted) {
    AtomicBoolean any = new AtomicBoolean();
    ledger.forEachOpen(resource -> any.set(any.get() || wanted.test(resource)));
    Map<Resource, Finding> findings = new LinkedHashMap<>();
    if (any.get()) {
      OpenResources open = new OpenResources(ledger, WALK_NANOS, this::isOpenedByLibraryAlone);
      for (Resource resource : open.findings()) {
        if (wanted.test(resource)) {
          findings.put(resource, factory.lost(resource, open));
        }
      }
    }
    return findings;
  }

  /** The JDBC URL of a resource, or of its pool, without secrets; null where it is not known. */
  public @Nullable String url(Resource resource) {
    return factory.url(resource);
  }

  /** The name of the pool that a resource is or belongs to; null where there is none. */
  public static @Nullable String poolName(Resource resource) {
    return FindingFactory.poolName(resource);
  }

  /** A probe that failed just now, without secrets. */
  public FailedProbe probe(Resource resource, Probe probe) {
    return factory.probe(probe, resource, false);
  }

  /** Why it is a finding that a resource was lost. */
  public static Verdict verdict(Resource resource, Loss.Fate fate) {
    return FindingFactory.verdict(resource, fate);
  }

  /** Who is to blame for a resource. */
  public Blame blame(Resource resource) {
    return FindingFactory.blame(resource, code);
  }

  /** The finding that a loss is. */
  public Finding of(Loss loss) {
    return factory.lost(loss);
  }

  private boolean isOpenedByLibraryAlone(Resource resource) {
    return !Blame.of(
            resource.kind().word(), resource.type(), resource.opening(), resource.stack(), code)
        .application();
  }

  private Collection<List<Resource>> groups(OpenResources open) {
    Map<String, List<Resource>> groups = new LinkedHashMap<>();
    Fingerprints fingerprints = new Fingerprints(code);
    for (Resource resource : open.findings()) {
      String key =
          fingerprints.of(resource)
              + FindingFactory.verdict(resource)
              + open.outcome(resource)
              + (resource.chargedTo() != null);
      groups.computeIfAbsent(key, unused -> new ArrayList<>()).add(resource);
    }
    return groups.values();
  }

  private Totals totals(OpenResources open) {
    Map<ResourceKind, Long> opened = new EnumMap<>(ResourceKind.class);
    Map<ResourceKind, Long> closedByGuard = new EnumMap<>(ResourceKind.class);
    for (ResourceKind kind : ResourceKind.values()) {
      opened.put(kind, ledger.opened(kind));
      closedByGuard.put(kind, ledger.closedByGuard(kind));
    }
    opened.put(ResourceKind.POOL, open.poolsOpened());
    return new Totals(opened, open.counts(), closedByGuard);
  }
}
