package io.robustdb.cli;

import io.robustdb.format.GithubAnnotations;
import io.robustdb.format.MarkdownSummary;
import io.robustdb.format.SourceFiles;
import io.robustdb.gate.Policy;
import io.robustdb.report.Finding;
import io.robustdb.report.Report;
import io.robustdb.report.Reports;
import io.robustdb.report.TextReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Judges the reports of all JVMs of a build together. */
@Command(
    name = "gate",
    mixinStandardHelpOptions = true,
    description = {
      "Merges reports, applies the baseline and the suppressions, and says whether a finding is"
          + " left that fails the build.",
      "A report that is missing, unreadable or incomplete fails it, too."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:nothing fails", "23:something does", "2:what was given cannot be used"})
final class GateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NamedReports reports;

  @Mixin private PolicyOptions policyOptions;

  @Option(names = "--expect", paramLabel = "N", description = "How many reports there must be.")
  private @Nullable Integer expected;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Since.class,
      description =
          "Leaves reports out that are older: 2026-01-31T12:00:00Z, or 30m for so long ago.")
  private @Nullable Instant since;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  GateCommand() {}

  @Override
  public Integer call() throws CommandFailure, IOException {
    PrintWriter output = spec.commandLine().getOut();
    Policy policy = policyOptions.read();
    ReportFiles files = reports.read(since);
    files.leftOut().forEach(file -> output.println("robustdb: left out, it is older: " + file));
    int found = files.reports().size();
    if (expected != null && found != expected) {
      files
          .problems()
          .add(found + " complete reports are there, not the " + expected + " expected");
    }
    files.problems().forEach(problem -> output.println("robustdb: " + problem));
    boolean fails = !files.problems().isEmpty();
    if (!files.reports().isEmpty()) {
      Report judged = policy.judge(Reports.merged(files.reports()));
      new TextReport(Reports.code(judged)).lines(judged).forEach(output::println);
      policy.usage(judged, "").forEach(line -> output.println("robustdb: " + line));
      tellGithub(judged, output);
      fails |= judged.gate().fails();
      output.println("robustdb: " + summary(judged, found));
    }
    String verdict = fails ? "@|bold,red gate failed|@" : "@|bold,green gate passed|@";
    output.println("robustdb: " + Ansi.AUTO.string(verdict)); // in colours at a terminal alone
    return fails ? PolicyOptions.FAILED : 0;
  }

  private static String summary(Report judged, int reports) {
    long failing =
        judged.findings().stream()
            .map(Finding::fingerprint)
            .filter(judged.gate().failing()::contains)
            .count();
    return reports
        + (reports == 1 ? " report, " : " reports, ")
        + failing
        + " failing of "
        + judged.findings().size()
        + " findings, "
        + judged.gate().suppressed()
        + " suppressed, "
        + judged.gate().baseline()
        + " in the baseline";
  }

  private static void tellGithub(Report judged, PrintWriter output) throws IOException {
    if ("true".equals(System.getenv("GITHUB_ACTIONS"))) {
      new GithubAnnotations(SourceFiles.below(Path.of(""))).write(judged, output);
    }
    String summary = System.getenv("GITHUB_STEP_SUMMARY");
    if (summary != null && !summary.isEmpty()) {
      try (Writer page =
          Files.newBufferedWriter(
              Path.of(summary), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        new MarkdownSummary().write(judged, page);
      }
    }
  }
}
