package io.robustdb.report;

import io.robustdb.ledger.Closed;
import io.robustdb.ledger.ResourceKind;
import io.robustdb.site.ApplicationCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * The report for people: every line begins with the agent's name, findings come the gravest and
 * biggest first, each with the lines of code to blame and one line how to fix it. Immutable.
 */
public final class TextReport {
  private static final String PREFIX = "robustdb: ";
  private static final int SHOWN_FINDINGS = 50;
  private static final int SHOWN_FRAMES = 8;

  private final ApplicationCode code;

  public TextReport(ApplicationCode code) {
    this.code = code;
  }

  /** The lines of a report, without line ends. */
  public List<String> lines(Report report) {
    List<String> lines = new ArrayList<>();
    if (report.findings().isEmpty()) {
      lines.add(PREFIX + "no leaks (" + opened(report.totals()) + ")");
    } else {
      lines.add(PREFIX + headline(report));
      int number = 0;
      for (Finding finding : report.findings()) {
        if (++number <= SHOWN_FINDINGS) {
          lines.add(PREFIX.strip());
          describe(finding, number, lines);
        }
      }
      if (number > SHOWN_FINDINGS) {
        lines.add(
            PREFIX
                + "… and "
                + (number - SHOWN_FINDINGS)
                + " more findings (all are in the report file)");
      }
    }
    for (String limit : report.limits()) {
      lines.add(PREFIX + "note: " + limit);
    }
    return lines;
  }

  private static String headline(Report report) {
    long resources = 0;
    for (Finding finding : report.findings()) {
      resources += finding.count();
    }
    return plural(report.findings().size(), "finding")
        + ", "
        + plural(resources, "resource")
        + " not closed ("
        + opened(report.totals())
        + ")";
  }

  private static String opened(Totals totals) {
    StringJoiner parts = new StringJoiner(", ", "", " opened");
    for (Map.Entry<ResourceKind, Long> entry : totals.opened().entrySet()) {
      if (entry.getValue() > 0) {
        parts.add(
            plural(entry.getValue(), entry.getKey().word().replace("resultSet", "result set")));
      }
    }
    return parts.length() == " opened".length() ? "nothing opened" : parts.toString();
  }

  private void describe(Finding finding, int number, List<String> lines) {
    lines.add(PREFIX + number + ". " + title(finding));
    StackTraceElement site = finding.blame().site();
    if (site != null) {
      lines.add(PREFIX + "   opened at " + site);
    }
    if (finding.probe() != null) {
      lines.add(PREFIX + "   check     " + check(finding.probe()));
    }
    guard(finding, lines);
    lines.add(PREFIX + "   what      " + what(finding));
    Instance first = finding.instances().get(0);
    lines.add(PREFIX + "   by        " + by(first));
    if (first.lastSql() != null) {
      lines.add(PREFIX + "   last SQL  " + oneLine(first.lastSql()));
    }
    String title = "   fix       ";
    for (String line : Fix.of(finding)) {
      lines.add(PREFIX + title + line);
      title = "             ";
    }
    frames(finding, lines);
    lines.add(PREFIX + "   fingerprint " + finding.fingerprint());
  }

  /** What the guard did with the first that it closed, and why it left others. */
  private static void guard(Finding finding, List<String> lines) {
    for (Instance instance : finding.instances()) {
      Closed closed = instance.closedByGuard();
      if (closed != null) {
        long age = Math.max(0, closed.millis() - instance.openedMillis());
        lines.add(
            PREFIX
                + "   guard     closed it "
                + closed.moment()
                + ", "
                + age
                + " ms after it was opened");
        break;
      }
    }
    if (finding.guardReason() != null) {
      lines.add(PREFIX + "   guard     left it: " + finding.guardReason());
    }
  }

  private static String title(Finding finding) {
    StringJoiner outcomes = new StringJoiner(", ");
    finding.outcomes().forEach((outcome, count) -> outcomes.add(outcome.word().replace('-', ' ')));
    String kind = finding.resource().word().replace("resultSet", "result set");
    String title =
        plural(finding.count(), kind)
            + " "
            + verdict(finding.verdict())
            + " ["
            + finding.verdict().word()
            + "; "
            + outcomes;
    return title + (finding.application() ? "]" : "; a library's]");
  }

  private static String verdict(Verdict verdict) {
    return switch (verdict) {
      case AFTER_FAILED_PROBE -> "not closed after a failed check";
      case ABANDONED -> "lost without being closed";
      case HELD_TOO_LONG -> "held too long";
      case OPEN_AT_EXIT -> "open at the end";
    };
  }

  private static String check(FailedProbe probe) {
    String what = probe.sql() == null ? String.valueOf(probe.method()) : oneLine(probe.sql());
    String error = probe.error() == null ? "" : " with " + probe.error();
    String state = probe.sqlState() == null ? "" : " (" + probe.sqlState() + ")";
    String message = probe.message() == null ? "" : ": " + oneLine(probe.message());
    String site = probe.site() == null ? "" : " at " + probe.site();
    return "«" + what + "» failed" + error + state + message + site;
  }

  private static String what(Finding finding) {
    StringJoiner parts = new StringJoiner(", ");
    parts.add(finding.type());
    if (finding.pool() != null) {
      parts.add("pool " + finding.pool());
    }
    if (finding.resource() == ResourceKind.POOL) {
      parts.add("holds " + plural(finding.holds(), "connection"));
    }
    if (finding.url() != null) {
      parts.add(finding.url());
    }
    return parts.toString();
  }

  private static String by(Instance first) {
    String session =
        first.serverSession() == null ? "" : ", server session " + first.serverSession();
    return (first.virtual() ? "virtual thread " : "thread ") + first.thread() + session;
  }

  /** The application's frames first; the libraries' between them are left out. */
  private void frames(Finding finding, List<String> lines) {
    List<StackTraceElement> application = new ArrayList<>();
    for (StackTraceElement frame : finding.blame().stack()) {
      if (code.isApplication(frame)) {
        application.add(frame);
      }
    }
    List<StackTraceElement> shown = application.isEmpty() ? finding.blame().stack() : application;
    String title =
        finding.blame().own()
            ? "   stack"
            : "   stack of another opening on this way (stacks=always shows each)";
    if (!shown.isEmpty()) {
      lines.add(PREFIX + title);
    }
    for (int index = 0; index < Math.min(SHOWN_FRAMES, shown.size()); index++) {
      lines.add(PREFIX + "     at " + shown.get(index));
    }
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  static String plural(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
