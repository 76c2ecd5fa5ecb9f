package io.robustdb.cli;

import io.robustdb.ledger.ResourceKind;
import io.robustdb.log.Printable;
import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Instance;
import io.robustdb.report.Outcome;
import io.robustdb.report.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;

/** What a JVM has open, by pool and site, for a terminal. Immutable. */
final class OpenNow {
  private static final int FEWEST_COLUMNS = 60;

  /** With fewer, the site has a line of its own. */
  private static final int WIDE = 120;

  private final Report report;
  private final int columns;
  private final int mostSites;

  /**
   * @param columns of the terminal; longer lines are cut
   * @param mostSites so many are shown, those first that have had something open for longest
   */
  OpenNow(Report report, int columns, int mostSites) {
    this.report = report;
    this.columns = Math.max(FEWEST_COLUMNS, columns);
    this.mostSites = mostSites;
  }

  /** The lines, without line ends. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("JVM " + report.jvm().pid() + " " + report.jvm().main() + ": " + counts());
    List<Finding> sites =
        report.findings().stream()
            .filter(finding -> open(finding) > 0)
            .sorted(Comparator.comparingLong(OpenNow::oldest))
            .toList();
    List<Finding> shown = sites.subList(0, Math.min(mostSites, sites.size()));
    for (Map.Entry<String, List<Finding>> group : byPool(shown).entrySet()) {
      lines.add("");
      lines.add(group.getKey());
      String site = columns < WIDE ? "" : "OPENED AT";
      lines.add(row("OPEN", "KIND", "OLDEST", "IDLE", "SESSION", "THREAD", site));
      group.getValue().forEach(finding -> add(finding, lines));
    }
    if (sites.size() > shown.size()) {
      lines.add("");
      lines.add("… and " + (sites.size() - shown.size()) + " other sites (snapshot shows all)");
    }
    return lines.stream().map(this::cut).map(Printable::of).toList();
  }

  private String counts() {
    StringJoiner counts = new StringJoiner(", ");
    report
        .totals()
        .open()
        .forEach(
            (kind, count) -> {
              if (count > 0) {
                counts.add(count + " " + kind.word() + (count == 1 ? "" : "s"));
              }
            });
    return counts.length() == 0 ? "nothing is open" : counts + " open";
  }

  private static Map<String, List<Finding>> byPool(List<Finding> findings) {
    Map<String, List<Finding>> groups = new TreeMap<>();
    for (Finding finding : findings) {
      groups.computeIfAbsent(pool(finding), unused -> new ArrayList<>()).add(finding);
    }
    return groups;
  }

  private static String pool(Finding finding) {
    if (finding.pool() != null) {
      return "pool " + finding.pool();
    }
    return finding.resource() == ResourceKind.POOL || finding.resource() == ResourceKind.CHECKOUT
        ? "pool without a name"
        : "no pool, " + (finding.url() == null ? "URL not known" : finding.url());
  }

  private void add(Finding finding, List<String> lines) {
    Instance first = first(finding);
    StackTraceElement site = finding.blame().site();
    String place = site == null ? "(" + FindingWords.place(finding) + ")" : site.toString();
    lines.add(
        row(
            Long.toString(open(finding)),
            finding.resource().word(),
            (finding.blame().earlier() ? ">" : "")
                + time(report.endedMillis() - first.openedMillis()),
            finding.resource() == ResourceKind.POOL
                ? ""
                : time(report.endedMillis() - first.lastUsedMillis()),
            first.serverSession() == null ? "" : first.serverSession(),
            first.thread(),
            columns < WIDE ? "" : place));
    if (columns < WIDE) {
      lines.add("      " + place);
    }
    if (first.lastSql() != null) {
      lines.add("      " + first.lastSql().replaceAll("\\s+", " "));
    }
  }

  private static long open(Finding finding) {
    long open = 0;
    for (Map.Entry<Outcome, Long> entry : finding.outcomes().entrySet()) {
      open += entry.getKey().isOpen() ? entry.getValue() : 0;
    }
    return open;
  }

  private static long oldest(Finding finding) {
    return first(finding).openedMillis();
  }

  /** The oldest of those that are open; a finding lists these first. */
  private static Instance first(Finding finding) {
    return finding.instances().stream()
        .filter(Instance::isOpen)
        .min(Comparator.comparingLong(Instance::openedMillis))
        .orElseGet(() -> finding.instances().get(0));
  }

  private static String row(
      String open,
      String kind,
      String oldest,
      String idle,
      String session,
      String thread,
      String site) {
    return String.format(
        "%5s %-10s %9s %9s %9s %-20s %s", open, kind, oldest, idle, session, thread, site);
  }

  private static String time(long millis) {
    Duration time = Duration.ofMillis(Math.max(0, millis));
    return time.toHours() > 0
        ? time.toHours() + "h" + String.format("%02dm", time.toMinutesPart())
        : time.toMinutes() > 0
            ? time.toMinutes() + "m" + String.format("%02ds", time.toSecondsPart())
            : String.format("%d.%ds", time.toSeconds(), time.toMillisPart() / 100);
  }

  private String cut(String line) {
    return line.length() <= columns ? line : line.substring(0, columns - 1) + "…";
  }
}
