package io.robustdb.live;

import io.robustdb.ledger.HoldListener;
import io.robustdb.ledger.Resource;
import io.robustdb.log.AgentLog;
import io.robustdb.report.Finding;
import io.robustdb.report.ReportBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Says in the log what is held for too long, by which line it was opened and where its thread is
 * now; and when it came back.
 *
 * <p>Thread-safe. Of what one site holds the stacks are shown once in a minute, and no more than a
 * few in all: the log is the application's, too. Of what was not shown, nothing is said when it
 * comes back but how many these were.
 */
public final class LongHolds implements HoldListener, Runnable {
  private static final int SHOWN_IN_A_MINUTE = 20;
  private static final int MOST_SITES = 1000;
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Supplier<ReportBuilder> reports;
  private final LongSupplier clockMillis;
  private final AgentLog log;

  private final ConcurrentLinkedQueue<List<Resource>> waiting = new ConcurrentLinkedQueue<>();

  /** Those of which a line was written that are held still. */
  private final Set<Resource> said = ConcurrentHashMap.newKeySet();

  private final LongAdder ended = new LongAdder();

  /** By fingerprint, when its stacks were shown last; only the agent's thread knows it. */
  private final Map<String, Long> shownNanos = new HashMap<>();

  private long minuteNanos = System.nanoTime();
  private int shownInMinute;
  private long notShown;

  /**
   * @param clockMillis the ledger's
   */
  public LongHolds(Supplier<ReportBuilder> reports, LongSupplier clockMillis, AgentLog log) {
    this.reports = reports;
    this.clockMillis = clockMillis;
    this.log = log;
  }

  @Override
  public void tooLong(List<Resource> resources) {
    waiting.add(List.copyOf(resources));
  }

  /** Says what is waiting to be said. In the agent's own thread. */
  @Override
  public void run() {
    if (System.nanoTime() - minuteNanos > QUIET_NANOS) {
      minuteNanos = System.nanoTime();
      shownInMinute = 0;
      sayWhatWasNotShown();
    }
    for (List<Resource> held = waiting.poll(); held != null; held = waiting.poll()) {
      say(held);
    }
  }

  private void say(List<Resource> resources) {
    int shown = Math.min(SHOWN_IN_A_MINUTE - shownInMinute, resources.size());
    shownInMinute += shown;
    Map<Resource, Finding> open = reports.get().each(resources.subList(0, shown));
    open.forEach(this::say);
    if (resources.size() > shown) {
      if (notShown == 0) {
        log.warn("more are held too long, of which the number is told after a minute");
      }
      notShown += resources.size() - shown;
    }
  }

  private void sayWhatWasNotShown() {
    long back = ended.sumThenReset();
    if (notShown > 0 || back > 0) {
      log.warn(notShown + " more were held too long in the last minute, and " + back + " ended");
    }
    notShown = 0;
  }

  @Override
  public void ended(Resource resource, boolean closed) {
    if (!said.remove(resource)) {
      ended.increment();
      return;
    }
    if (resource.opening().earlier() != null) {
      log.warn(
          HoldWords.what(resource)
              + " that was open before robustdb came "
              + (closed ? "was given back" : "was lost without being closed"));
      return;
    }
    long held = clockMillis.getAsLong() - resource.openedMillis();
    log.warn(
        HoldWords.what(resource)
            + " of thread "
            + resource.opener().name()
            + (closed ? " was given back after " : " was lost without being closed after ")
            + HoldWords.time(held)
            + "; opened at "
            + reports.get().blame(resource).site());
  }

  private void say(Resource resource, Finding finding) {
    List<String> lines = new ArrayList<>();
    said.add(resource);
    if (resource.isClosed()) {
      said.remove(resource); // it was closed before anybody could say that it is held
    }
    lines.add(
        HoldWords.what(resource)
            + (finding.blame().earlier() ? " is held for more than " : " is held for ")
            + HoldWords.time(clockMillis.getAsLong() - resource.openedMillis())
            + HoldWords.by(finding));
    if (isToBeShown(finding.blame().fingerprint())) {
      lines.add(
          finding.blame().own()
              ? "  opened"
              : "  opened as another one on this way (stacks=always shows each)");
      HoldWords.addFrames(lines, finding.blame().stack());
      HoldWords.addThread(lines, resource.opener());
    } else {
      lines.add("  opened at " + finding.blame().site() + ", as one whose stacks were shown");
    }
    log.warn(String.join("\n", lines));
  }

  private boolean isToBeShown(String fingerprint) {
    long now = System.nanoTime();
    Long last = shownNanos.get(fingerprint);
    if (last != null && now - last < QUIET_NANOS) {
      return false;
    }
    if (shownNanos.size() >= MOST_SITES) {
      shownNanos.clear();
    }
    shownNanos.put(fingerprint, now);
    return true;
  }
}
