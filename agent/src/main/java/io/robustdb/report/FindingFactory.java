package io.robustdb.report;

import io.robustdb.ledger.Ledger;
import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Opener;
import io.robustdb.ledger.PoolNames;
import io.robustdb.ledger.Probe;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.ledger.Scope;
import io.robustdb.site.ApplicationCode;
import io.robustdb.site.Blame;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes findings of resources that belong together. Immutable. */
final class FindingFactory {
  private static final int LISTED = 20;

  private final ApplicationCode code;
  private final Masking masking;
  private final Ledger ledger;

  FindingFactory(Ledger ledger, ApplicationCode code, Masking masking) {
    this.ledger = ledger;
    this.code = code;
    this.masking = masking;
  }

  static Blame blame(Resource resource, ApplicationCode code) {
    return Blame.of(
        resource.kind().word(), resource.type(), resource.opening(), resource.stack(), code);
  }

  static Verdict verdict(Resource resource) {
    if (resource.probe() != null) {
      return Verdict.AFTER_FAILED_PROBE;
    }
    if (resource.isLost()) {
      return Verdict.ABANDONED;
    }
    return resource.isHeldTooLong() ? Verdict.HELD_TOO_LONG : Verdict.OPEN_AT_EXIT;
  }

  /** Of one that is gone. */
  static Verdict verdict(Resource resource, Loss.Fate fate) {
    if (resource.probe() != null) {
      return Verdict.AFTER_FAILED_PROBE;
    }
    return fate == Loss.Fate.CLOSED_LATE ? Verdict.HELD_TOO_LONG : Verdict.ABANDONED;
  }

  /** Of resources that are open, with the same blame, verdict and outcome. */
  Finding open(List<Resource> group, OpenResources open) {
    return open(group, verdict(group.get(0)), open);
  }

  /** Of a resource that is open, if nobody can close it any more. */
  Finding lost(Resource resource, OpenResources open) {
    Verdict verdict = resource.probe() == null ? Verdict.ABANDONED : Verdict.AFTER_FAILED_PROBE;
    return open(List.of(resource), verdict, open);
  }

  private Finding open(List<Resource> group, Verdict verdict, OpenResources open) {
    Resource first = group.get(0);
    Outcome outcome = open.outcome(first);
    List<Instance> instances = new ArrayList<>();
    int holds = 0;
    boolean unreturned = false;
    group.stream()
        .sorted(Comparator.comparingLong(Resource::openedMillis))
        .limit(LISTED)
        .forEach(resource -> instances.add(instance(resource, outcome, open.session(resource))));
    for (Resource resource : group) {
      holds += resource.kind() == ResourceKind.POOL ? open.holds(resource) : 0;
      unreturned |= isUnreturned(resource);
    }
    return finding(
        group,
        verdict,
        blame(first, code),
        outcome,
        group.size(),
        holds,
        unreturned,
        first.chargedTo(),
        instances);
  }

  /** The threads of tests end: of what they have left, it was looked at who has it. */
  private static boolean isUnreturned(Resource resource) {
    Opener opener = resource.opener();
    Resource pool = resource.owner();
    return resource.kind() == ResourceKind.CHECKOUT
        && ((pool != null && pool.isClosed())
            || (opener.hasEnded() && opener.scope() == Scope.NONE));
  }

  /** Of resources that are gone. */
  Finding lost(Loss loss) {
    List<Resource> resources = loss.resources();
    Resource first = resources.get(0);
    Outcome outcome = outcome(loss.fate(), first);
    List<Instance> instances = new ArrayList<>();
    for (Resource resource : resources) {
      instances.add(instance(resource, outcome, resource.session()));
    }
    return finding(
        resources,
        verdict(first, loss.fate()),
        loss.blame(),
        outcome,
        loss.count(),
        0,
        false,
        loss.chargedTo(),
        instances);
  }

  private Outcome outcome(Loss.Fate fate, Resource resource) {
    if (fate == Loss.Fate.CLOSED_BY_GUARD) {
      return Outcome.CLOSED_BY_GUARD;
    }
    if (fate == Loss.Fate.CLOSED_LATE) {
      return Outcome.CLOSED_LATE;
    }
    if (fate == Loss.Fate.CLOSING_FAILED) {
      return Outcome.STILL_OPEN;
    }
    boolean socket =
        resource.kind() == ResourceKind.CONNECTION
            && fate == Loss.Fate.COLLECTED
            && ledger.talksThroughSocket(resource.type());
    return socket
        ? Outcome.CLOSED_BY_DRIVER
        : Outcome.ofUnclosed(resource, ledger::hasLeftOpen, ledger::talksThroughSocket);
  }

  private Finding finding(
      List<Resource> resources,
      Verdict verdict,
      Blame blame,
      Outcome outcome,
      long count,
      int holds,
      boolean unreturned,
      @Nullable String chargedTo,
      List<Instance> instances) {
    Resource first = resources.get(0);
    Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    outcomes.put(outcome, count);
    boolean application = blame.application() && isTheApplications(first);
    return new Finding(
        first.kind(),
        verdict,
        blame,
        application,
        count,
        outcomes,
        masking.url(urlOf(first)),
        first.type(),
        poolName(first),
        holds,
        unreturned,
        failure(resources, verdict != Verdict.AFTER_FAILED_PROBE),
        first.guardNotes().reason(),
        instances,
        first.opener().scope().name(),
        chargedTo == null ? 0 : count,
        null);
  }

  /** The first failure that is known of any of them. */
  private @Nullable FailedProbe failure(List<Resource> resources, boolean answeredSince) {
    for (Resource resource : resources) {
      Probe failed = resource.firstFailure();
      if (failed != null && (!answeredSince || resource.isProven())) {
        return probe(failed, resource, answeredSince);
      }
    }
    return null;
  }

  /** A connection that its opening library never gave out is the library's. */
  private static boolean isTheApplications(Resource resource) {
    return resource.kind() != ResourceKind.CONNECTION
        || (resource.isHandedOver() && resource.owner() == null);
  }

  private static @Nullable String urlOf(Resource resource) {
    Resource owner = resource.owner();
    if (resource.url() != null || owner == null) {
      return resource.url();
    }
    return owner.kind() == ResourceKind.POOL ? owner.url() : urlOf(owner);
  }

  static @Nullable String poolName(Resource resource) {
    Resource pool = resource.kind() == ResourceKind.POOL ? resource : resource.owner();
    if (pool == null || pool.kind() != ResourceKind.POOL) {
      return null;
    }
    Object object = pool.get();
    return pool.name() != null || object == null ? pool.name() : PoolNames.of(object);
  }

  private Instance instance(Resource resource, Outcome outcome, @Nullable String session) {
    return new Instance(
        outcome,
        resource.openedMillis(),
        resource.lastUsedMillis(),
        masking.sql(resource.lastSql()),
        resource.opener().name(),
        resource.opener().isVirtual(),
        session,
        resource.opener().hasEnded(),
        resource.opener().scope().name(),
        resource.guardNotes().closed());
  }

  /** The URL without its secrets. */
  @Nullable String url(Resource resource) {
    return masking.url(urlOf(resource));
  }

  FailedProbe probe(Probe probe, Resource resource, boolean answeredSince) {
    StackTraceElement site = null;
    for (StackTraceElement frame : probe.stack().frames()) {
      if (site == null && code.isApplication(frame)) {
        site = frame;
      }
    }
    return new FailedProbe(
        probe.isSql() ? masking.sql(probe.what()) : null,
        probe.isSql() ? null : probe.what(),
        probe.error(),
        probe.sqlState(),
        masking.message(probe.message(), urlOf(resource)),
        site,
        answeredSince);
  }
}
