package io.robustdb.report;

import io.robustdb.site.ApplicationCode;
import java.util.ArrayList;
import java.util.List;

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
    lines.add(PREFIX + FindingWords.headline(report));
    int number = 0;
    for (Finding finding : report.findings()) {
      if (++number <= SHOWN_FINDINGS) {
        lines.add(PREFIX.strip());
        String title = FindingWords.title(report, finding);
        lines.add(PREFIX + number + ". " + title);
        for (String line : FindingWords.details(finding, frames(finding))) {
          lines.add(PREFIX + "   " + line);
        }
      }
    }
    if (number > SHOWN_FINDINGS) {
      lines.add(
          PREFIX
              + "… and "
              + (number - SHOWN_FINDINGS)
              + " more findings (all are in the report file)");
    }
    for (String limit : report.limits()) {
      lines.add(PREFIX + "note: " + limit);
    }
    return lines;
  }

  /** The application's; the libraries' between them are left out. */
  private List<StackTraceElement> frames(Finding finding) {
    List<StackTraceElement> application = new ArrayList<>();
    for (StackTraceElement frame : finding.blame().stack()) {
      if (code.isApplication(frame)) {
        application.add(frame);
      }
    }
    List<StackTraceElement> shown = application.isEmpty() ? finding.blame().stack() : application;
    return shown.subList(0, Math.min(SHOWN_FRAMES, shown.size()));
  }
}
