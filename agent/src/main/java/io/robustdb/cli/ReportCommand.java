package io.robustdb.cli;

import io.robustdb.report.Report;
import io.robustdb.report.Reports;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows reports in a format. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Shows reports, merged into one, in a format.")
final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NamedReports reports;

  @Mixin private PolicyOptions policy;

  @Mixin private Rendering rendering;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  ReportCommand() {}

  @Override
  public Integer call() throws CommandFailure, IOException {
    ReportFiles files = reports.read(null);
    if (files.reports().isEmpty()) {
      throw new CommandFailure(String.join("; ", files.problems()));
    }
    files
        .problems()
        .forEach(problem -> spec.commandLine().getErr().println("robustdb: " + problem));
    Report merged = Reports.merged(files.reports());
    rendering.show(
        policy.areGiven() ? policy.read().judge(merged) : merged, spec.commandLine().getOut());
    return 0;
  }
}
