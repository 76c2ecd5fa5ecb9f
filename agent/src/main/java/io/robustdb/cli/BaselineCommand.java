package io.robustdb.cli;

import io.robustdb.gate.Baseline;
import io.robustdb.report.Reports;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes the findings of reports as known ones. */
@Command(
    name = "baseline",
    mixinStandardHelpOptions = true,
    description =
        "Writes the findings of reports, to be known from now on: baseline REPORT… > FILE")
final class BaselineCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private NamedReports reports;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  BaselineCommand() {}

  @Override
  public Integer call() throws CommandFailure {
    ReportFiles files = reports.read(null);
    if (!files.problems().isEmpty()) {
      throw new CommandFailure(String.join("; ", files.problems()));
    }
    PrintWriter output = spec.commandLine().getOut();
    Baseline.lines(Reports.merged(files.reports()).findings()).forEach(output::println);
    return 0;
  }
}
