package io.robustdb.live;

import io.robustdb.ledger.LedgerEvents;
import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Probe;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.report.FailedProbe;
import io.robustdb.report.ReportBuilder;
import io.robustdb.site.Blame;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what happens as events of the JDK's Flight Recorder (JEP 328). To be made where that is at
 * work: until then none of its classes that cost something is touched.
 *
 * <p>Thread-safe.
 */
public final class FlightEvents implements LedgerEvents {
  private static final int SHOWN_FRAMES = 32;

  private final Supplier<ReportBuilder> reports;

  public FlightEvents(Supplier<ReportBuilder> reports) {
    this.reports = reports;
  }

  @Override
  public void opened(Resource resource) {
    if (resource.kind() == ResourceKind.CHECKOUT) {
      borrowed(resource);
      return;
    }
    OpenEvent event = new OpenEvent();
    if (event.shouldCommit()) {
      describe(event, resource);
      event.session = resource.session();
      event.commit();
    }
  }

  private static void borrowed(Resource checkout) {
    CheckoutEvent event = new CheckoutEvent();
    if (event.shouldCommit()) {
      event.type = checkout.type();
      event.pool = ReportBuilder.poolName(checkout);
      event.commit();
    }
  }

  @Override
  public void probeFailed(Resource resource, Probe probe) {
    ProbeFailedEvent event = new ProbeFailedEvent();
    if (event.shouldCommit()) {
      FailedProbe failed = reports.get().probe(resource, probe);
      describe(event, resource);
      event.check = failed.sql() == null ? failed.method() : failed.sql();
      event.error = failed.error();
      event.sqlState = failed.sqlState();
      event.message = failed.message();
      event.commit();
    }
  }

  @Override
  public void closedByGuard(Resource resource) {
    GuardCloseEvent event = new GuardCloseEvent();
    if (event.shouldCommit()) {
      describe(event, resource);
      event.site = text(reports.get().blame(resource).site());
      event.commit();
    }
  }

  @Override
  public void leaked(Resource resource, Loss.Fate fate) {
    LeakEvent event = new LeakEvent();
    if (fate != Loss.Fate.CLOSED_BY_GUARD && event.shouldCommit()) {
      Blame blame = reports.get().blame(resource);
      describe(event, resource);
      event.verdict = ReportBuilder.verdict(resource, fate).word();
      event.site = text(blame.site());
      event.openedBy = resource.opener().name();
      event.openingStack = stack(blame);
      event.fingerprint = blame.fingerprint();
      event.commit();
    }
  }

  private void describe(ResourceEvent event, Resource resource) {
    event.resource = resource.kind().word();
    event.type = resource.type();
    event.pool = ReportBuilder.poolName(resource);
    event.url = reports.get().url(resource);
  }

  private static String stack(Blame blame) {
    StringJoiner lines = new StringJoiner("\n");
    blame.stack().stream().limit(SHOWN_FRAMES).forEach(frame -> lines.add("at " + frame));
    return lines.toString();
  }

  private static @Nullable String text(@Nullable StackTraceElement site) {
    return site == null ? null : site.toString();
  }
}
