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
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Says in the log what is held for too long, by which line it was opened and where its thread is
 * now; and when it came back.
 *
 * <p>Thread-safe. Of what one site holds the stacks are shown once in a minute, and of many at once
 * the first few: the log is the application's, too.
 */
public final class LongHolds implements HoldListener, Runnable {
  private static final int SHOWN_AT_ONCE = 20;
  private static final int MOST_SITES = 1000;
  private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final Supplier<ReportBuilder> reports;
  private final LongSupplier clockMillis;
  private final AgentLog log;

  private final ConcurrentLinkedQueue<List<Resource>> waiting = new ConcurrentLinkedQueue<>();

  /** By fingerprint, when its stacks were shown last; only the agent's thread knows it. */
  private final Map<String, Long> shownNanos = new HashMap<>();

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
    for (List<Resource> held = waiting.poll(); held != null; held = waiting.poll()) {
      say(held);
    }
  }

  private void say(List<Resource> resources) {
    int shown = Math.min(SHOWN_AT_ONCE, resources.size());
    reports.get().each(resources.subList(0, shown)).forEach(this::say);
    if (resources.size() > shown) {
      log.warn((resources.size() - shown) + " more are held too long since the same moment");
    }
  }

  @Override
  public void ended(Resource resource, boolean closed) {
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
    lines.add(
        HoldWords.what(resource)
            + " is held for "
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
