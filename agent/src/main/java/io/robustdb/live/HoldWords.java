package io.robustdb.live;

import io.robustdb.jdk.ThreadNow;
import io.robustdb.ledger.Opener;
import io.robustdb.ledger.PoolNames;
import io.robustdb.ledger.Resource;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Instance;
import java.util.List;
import java.util.Locale;

/** How the log tells of what is held. Stateless. */
final class HoldWords {
  private static final int SHOWN_FRAMES = 32;

  private HoldWords() {}

  /** What it is, and of which pool. */
  static String what(Resource resource) {
    Resource pool = resource.owner();
    return "a "
        + resource.kind().word()
        + (pool == null || pool.kind() != ResourceKind.POOL ? "" : " of " + pool(pool));
  }

  /** A pool by its name, or by its class where it has none. */
  static String pool(Resource pool) {
    Object object = pool.get();
    String name = pool.name() != null || object == null ? pool.name() : PoolNames.of(object);
    return "pool " + (name == null ? "without a name (" + pool.type() + ")" : name);
  }

  /** Who has it, on which session, and what it did last. */
  static String by(Finding finding) {
    Instance instance = finding.instances().get(0);
    String session = instance.serverSession();
    String sql = instance.lastSql();
    return " by "
        + FindingWords.opener(instance)
        + (session == null ? "" : ", server session " + session)
        + (sql == null ? "" : ", last SQL " + sql.replaceAll("\\s+", " ").strip());
  }

  /** The thread's frames of now. */
  static void addThread(List<String> lines, Opener opener) {
    if (opener == Opener.UNKNOWN) {
      return;
    }
    Thread thread = opener.thread();
    if (thread == null || !thread.isAlive()) {
      lines.add("  thread " + opener.name() + " has ended");
      return;
    }
    ThreadNow now = ThreadNow.of(thread);
    lines.add("  thread " + opener.name() + " now (" + now.state() + ")");
    addFrames(lines, now.frames());
  }

  static void addFrames(List<String> lines, List<StackTraceElement> frames) {
    for (StackTraceElement frame : frames.subList(0, Math.min(SHOWN_FRAMES, frames.size()))) {
      lines.add("    at " + frame);
    }
    if (frames.size() > SHOWN_FRAMES) {
      lines.add("    … " + (frames.size() - SHOWN_FRAMES) + " more");
    }
  }

  static String time(long millis) {
    return millis < 60_000
        ? String.format(Locale.ROOT, "%.1f s", millis / 1000.0)
        : millis / 60_000 + " min " + millis / 1000 % 60 + " s";
  }
}
