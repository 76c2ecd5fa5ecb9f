package io.robustdb.cli;

import io.robustdb.log.Printable;
import io.robustdb.report.Finding;
import io.robustdb.report.FindingWords;
import io.robustdb.report.Instance;
import io.robustdb.report.Report;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Tells who holds a session of a server. */
@Command(
    name = "whois",
    mixinStandardHelpOptions = true,
    description = {
      "Tells which of this user's JVMs in which robustdb is on holds a session of a database server,",
      "and where in its code that was opened."
    },
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {"0:it was found", "1:none of the JVMs that answered holds it"})
final class WhoisCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ParentCommand private Robustdb robustdb;

  @Parameters(
      paramLabel = "SESSION",
      description = {
        "The server's number of it: PostgreSQL's pid in pg_stat_activity, MySQL's connection id."
      })
  private long session;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  WhoisCommand() {}

  @Override
  public Integer call() throws CommandFailure {
    PrintWriter output = spec.commandLine().getOut();
    boolean found = false;
    List<String> silent = new ArrayList<>();
    int asked = 0;
    for (Jvms.Entry entry : Jvms.all()) {
      try {
        Jvm jvm = robustdb.jvm(entry.pid());
        if (jvm.state() == Jvm.State.WATCHED) {
          asked++;
          found |= show(jvm.report("session " + session), output);
        }
      } catch (CommandFailure failure) {
        silent.add(failure.getMessage());
      }
    }
    silent.forEach(reason -> spec.commandLine().getErr().println("robustdb: " + reason));
    if (!found) {
      output.println("none of the " + asked + " JVMs that are watched holds session " + session);
    }
    output.flush();
    return found ? 0 : 1;
  }

  private boolean show(Report report, PrintWriter output) {
    for (Finding finding : report.findings()) {
      Instance instance = finding.instances().get(0);
      output.printf(
          "session %d is held by JVM %d %s%n", session, report.jvm().pid(), report.jvm().main());
      line(output, "what", finding.resource().word() + ", " + finding.type());
      line(output, "pool", finding.pool());
      line(output, "URL", finding.url());
      line(output, "opened by", FindingWords.opener(instance));
      line(
          output,
          finding.blame().earlier() ? "found" : "opened",
          Instant.ofEpochMilli(instance.openedMillis()));
      line(output, "last use", Instant.ofEpochMilli(instance.lastUsedMillis()));
      line(output, "last SQL", instance.lastSql());
      output.println("  opened " + FindingWords.place(finding));
      finding.blame().stack().forEach(frame -> output.println("  at " + frame));
    }
    return !report.findings().isEmpty();
  }

  private static void line(PrintWriter output, String name, @Nullable Object value) {
    if (value != null) {
      output.printf("  %-9s %s%n", name, Printable.of(value.toString().replaceAll("\\s+", " ")));
    }
  }
}
