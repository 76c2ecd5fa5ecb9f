package io.robustdb.live;

import io.robustdb.ledger.HoldListener;
import io.robustdb.ledger.LedgerEvents;
import io.robustdb.ledger.Loss;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.report.Report;
import io.robustdb.report.ReportBuilder;
import io.robustdb.report.TextReport;
import io.robustdb.report.Verdict;
import io.robustdb.site.Blame;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import javax.management.Notification;
import javax.management.NotificationBroadcasterSupport;
import org.jspecify.annotations.Nullable;

/** Answers for {@link LeaksMXBean}. Thread-safe. */
final class Leaks implements LeaksMXBean, LedgerEvents, HoldListener {
  private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int MOST_KNOWN = 10_000;

  private final Supplier<ReportBuilder> reports;
  private final TextReport text;
  private final List<String> limits;
  private final IntSupplier closeLate;
  private final NotificationBroadcasterSupport notifications;
  private final Set<String> known = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedQueue<String> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicLong sequence = new AtomicLong();
  private @Nullable Report last;
  private long lastNanos;

  Leaks(
      Supplier<ReportBuilder> reports,
      TextReport text,
      List<String> limits,
      IntSupplier closeLate,
      NotificationBroadcasterSupport notifications) {
    this.closeLate = closeLate;
    this.reports = reports;
    this.text = text;
    this.limits = limits;
    this.notifications = notifications;
  }

  @Override
  public String getVersion() {
    return report().agent();
  }

  @Override
  public Map<String, Long> getOpened() {
    return byWord(report().totals().opened());
  }

  @Override
  public Map<String, Long> getOpen() {
    return byWord(report().totals().open());
  }

  @Override
  public Map<String, Long> getClosedByGuard() {
    return byWord(report().totals().closedByGuard());
  }

  @Override
  public List<LeakData> getFindings() {
    return report().findings().stream().map(LeakData::new).toList();
  }

  @Override
  public String snapshot() {
    return String.join("\n", text.lines(reports.get().build(false, limits)));
  }

  @Override
  public int closeLate() {
    return closeLate.getAsInt();
  }

  @Override
  public void leaked(Resource resource, Loss.Fate fate) {
    Verdict verdict = ReportBuilder.verdict(resource, fate);
    if (verdict != Verdict.HELD_TOO_LONG) { // which was told while it was held
      boolean closed = fate == Loss.Fate.CLOSED_BY_GUARD;
      tell(resource, verdict, " is a leak", closed ? "; closed by the guard" : "");
    }
  }

  @Override
  public void tooLong(List<Resource> resources) {
    for (Resource resource : resources) {
      tell(resource, Verdict.HELD_TOO_LONG, " is held too long", "");
    }
  }

  @Override
  public void ended(Resource resource, boolean closed) {
    // the finding stays
  }

  /** Once for each finding. */
  private void tell(Resource resource, Verdict verdict, String what, String outcome) {
    Blame blame = reports.get().blame(resource);
    if (known.size() < MOST_KNOWN && known.add(blame.fingerprint() + verdict)) {
      waiting.add(
          "a "
              + resource.kind().word()
              + what
              + " ["
              + verdict.word()
              + outcome
              + "]: opened at "
              + blame.site()
              + ", fingerprint "
              + blame.fingerprint());
    }
  }

  /** Sends what is to be told. In the agent's own thread. */
  void notifyOfLeaks() {
    for (String message = waiting.poll(); message != null; message = waiting.poll()) {
      notifications.sendNotification(
          new Notification(
              FOUND, NAME, sequence.incrementAndGet(), System.currentTimeMillis(), message));
    }
  }

  private synchronized Report report() {
    Report known = last;
    if (known == null || System.nanoTime() - lastNanos > FRESH_NANOS) {
      known = reports.get().build(false, limits);
      last = known;
      lastNanos = System.nanoTime();
    }
    return known;
  }

  private static Map<String, Long> byWord(Map<ResourceKind, Long> counts) {
    Map<String, Long> words = new TreeMap<>();
    counts.forEach((kind, count) -> words.put(kind.word(), count));
    return words;
  }
}
