package io.robustdb.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows what a JVM has open, again and again. */
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a JVM in which robustdb is on has open, by pool and site, until it is interrupted",
      "or the JVM ends."
    })
final class WatchCommand implements Callable<Integer> {
  private static final String CLEAR = "\u001b[H\u001b[2J";
  private static final int COLUMNS = 160;

  @Spec private CommandSpec spec;

  @ParentCommand private Robustdb robustdb;

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "${DEFAULT-VALUE} by default.")
  private int seconds;

  @Option(
      names = "--times",
      paramLabel = "NUMBER",
      defaultValue = "0",
      description = "How often; without an end by default.")
  private int times;

  @Option(
      names = "--sites",
      paramLabel = "NUMBER",
      defaultValue = "20",
      description = "How many are shown, the oldest first; ${DEFAULT-VALUE} by default.")
  private int sites;

  @Parameters(paramLabel = "PID", description = "The JVM's process.")
  private long pid;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  WatchCommand() {}

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (seconds < 1) {
      throw new CommandFailure("--every takes at least 1 second, not " + seconds);
    }
    if (sites < 1) {
      throw new CommandFailure("--sites takes at least 1, not " + sites);
    }
    Jvm jvm = robustdb.jvm(pid);
    show(jvm);
    for (int time = 1; time != times && jvm.isAlive(); time++) {
      Thread.sleep(seconds * 1000L);
      if (jvm.isAlive()) {
        show(jvm);
      }
    }
    return 0;
  }

  private void show(Jvm jvm) throws CommandFailure {
    show(new OpenNow(jvm.report("report"), columns(), sites).lines());
  }

  private void show(List<String> lines) {
    PrintWriter output = spec.commandLine().getOut();
    output.print(Ansi.AUTO.enabled() ? CLEAR : "");
    lines.forEach(output::println);
    output.println();
    output.flush();
  }

  /** As the terminal says, or whoever reads what goes to a file. */
  private int columns() {
    String given = System.getenv("COLUMNS");
    if (given != null && given.matches("[1-9][0-9]{0,4}")) {
      return Integer.parseInt(given);
    }
    return Ansi.AUTO.enabled() ? spec.usageMessage().autoWidth(true).width() : COLUMNS;
  }
}
