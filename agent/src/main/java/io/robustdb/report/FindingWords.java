package io.robustdb.report;

import io.robustdb.ledger.Closed;
import io.robustdb.ledger.ResourceKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What reports for people say of a finding. Stateless. */
public final class FindingWords {
  private static final int NAMED_TESTS = 5;

  private FindingWords() {}

  /** How many of what, why it is a finding and what became of them, in one line. */
  public static String title(Finding finding) {
    String unreturned = finding.unreturned() ? ", unreturned" : "";
    return title(finding, verdict(finding.verdict()), finding.verdict().word() + unreturned + "; ");
  }

  /** The same in a report: where its JVM is still running, what is open may be closed yet. */
  public static String title(Report report, Finding finding) {
    return isOpenSoFar(report, finding) ? title(finding, "open", "") : title(finding);
  }

  /** Why it is a finding, in the word of the report; {@code open} where that is all so far. */
  public static String verdict(Report report, Finding finding) {
    return isOpenSoFar(report, finding) ? "open" : finding.verdict().word();
  }

  private static boolean isOpenSoFar(Report report, Finding finding) {
    return !report.complete() && finding.verdict() == Verdict.OPEN_AT_EXIT;
  }

  private static String title(Finding finding, String verdict, String word) {
    StringJoiner outcomes = new StringJoiner(", ");
    finding.outcomes().forEach((outcome, count) -> outcomes.add(outcome.word().replace('-', ' ')));
    String kind = finding.resource().word().replace("resultSet", "result set");
    String exempt = finding.exemption() == null ? "" : "; " + finding.exemption();
    return plural(finding.count(), kind)
        + " "
        + verdict
        + " ["
        + word
        + outcomes
        + (finding.application() ? "" : "; a library's")
        + exempt
        + "]";
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
    String since = probe.answeredSince() ? "; the server has answered since" : "";
    return "«" + what + "» failed" + error + state + message + site + since;
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

  /** A line for a file of suppressions: by the site, or by the class where there is none. */
  public static String suppression(Finding finding) {
    StackTraceElement site = finding.blame().site();
    return "leak:"
        + (site == null
            ? "^" + finding.type() + "$"
            : site.getClassName() + "." + site.getMethodName() + "(");
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  private static String plural(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  /** How much was found of how much, in one line. */
  public static String headline(Report report) {
    if (report.findings().isEmpty()) {
      return "no leaks (" + opened(report.totals()) + ")";
    }
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

  /** All that is known of a finding besides its {@link #title}, with all of its frames. */
  public static List<String> details(Finding finding) {
    return details(finding, finding.blame().stack());
  }

  /** The same without its frames. */
  public static List<String> detailsWithoutStack(Finding finding) {
    return details(finding, List.of());
  }

  /** The same with some of its frames. */
  static List<String> details(Finding finding, List<StackTraceElement> frames) {
    List<String> lines = new ArrayList<>();
    if (finding.blame().site() != null || finding.blame().earlier()) {
      lines.add("opened " + place(finding));
    }
    if (finding.probe() != null) {
      boolean ofOne = finding.probe().answeredSince() && finding.count() > 1;
      lines.add("check     " + (ofOne ? "of one of them at least: " : "") + check(finding.probe()));
    }
    guard(finding, lines);
    lines.add("what      " + what(finding));
    Instance first = finding.instances().get(0);
    lines.add("by        " + opener(first) + session(first));
    List<String> tests = tests(finding);
    if (!tests.isEmpty()) {
      lines.add("test      " + String.join(", ", tests));
    }
    if (first.lastSql() != null) {
      lines.add("last SQL  " + oneLine(first.lastSql()));
    }
    String title = "fix       ";
    for (String line : finding.blame().earlier() ? List.<String>of() : Fix.of(finding)) {
      lines.add(title + line);
      title = "          ";
    }
    if (!frames.isEmpty()) {
      lines.add(
          finding.blame().own()
              ? "stack"
              : "stack of another opening on this way (stacks=always shows each)");
    }
    for (StackTraceElement frame : frames) {
      lines.add("  at " + frame);
    }
    lines.add("suppress  " + suppression(finding));
    lines.add("fingerprint " + finding.fingerprint());
    return lines;
  }

  /** The tests in which those were opened that are listed one by one, the first few. */
  private static List<String> tests(Finding finding) {
    List<String> tests = new ArrayList<>();
    if (finding.test() != null) {
      tests.add(finding.test());
    }
    for (Instance instance : finding.instances()) {
      String test = instance.test();
      if (test != null && !tests.contains(test)) {
        tests.add(tests.size() < NAMED_TESTS ? test : "…");
      }
      if (tests.size() > NAMED_TESTS) {
        break;
      }
    }
    return tests;
  }

  /** What the guard did with the first that it closed, and why it left others. */
  private static void guard(Finding finding, List<String> lines) {
    for (Instance instance : finding.instances()) {
      Closed closed = instance.closedByGuard();
      if (closed != null) {
        long age = Math.max(0, closed.millis() - instance.openedMillis());
        lines.add(
            "guard     closed it " + closed.moment() + ", " + age + " ms after it was opened");
        break;
      }
    }
    if (finding.guardReason() != null) {
      lines.add("guard     left it: " + finding.guardReason());
    }
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

  private static String session(Instance first) {
    return first.serverSession() == null ? "" : ", server session " + first.serverSession();
  }

  /** The thread that opened it. */
  public static String opener(Instance instance) {
    if (instance.thread().isEmpty()) {
      return "a thread that is not known";
    }
    return (instance.virtual() ? "virtual thread " : "thread ") + instance.thread();
  }

  /** Where it was opened, behind that word. */
  public static String place(Finding finding) {
    StackTraceElement site = finding.blame().site();
    if (site != null) {
      return "at " + site;
    }
    return finding.blame().earlier() ? "before robustdb came" : "where nothing is known of";
  }
}
