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

  @Parameters(paramLabel = "PID", description = "The JVM's process.")
  private long pid;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  WatchCommand() {}

  @Override
  public Integer call() throws CommandFailure, InterruptedException {
    if (seconds < 1) {
      throw new CommandFailure("--every takes at least 1 second, not " + seconds);
    }
    Jvm jvm = robustdb.jvm(pid);
    show(new OpenNow(jvm.report("report"), columns()).lines());
    for (int time = 1; time != times && jvm.isAlive(); time++) {
      Thread.sleep(seconds * 1000L);
      if (jvm.isAlive()) {
        show(new OpenNow(jvm.report("report"), columns()).lines());
      }
    }
    return 0;
  }

  private void show(List<String> lines) {
    PrintWriter output = spec.commandLine().getOut();
    output.print(Ansi.AUTO.enabled() ? CLEAR : "");
    lines.forEach(output::println);
    output.println();
    output.flush();
  }

  private static int columns() {
    try {
      return Integer.parseInt(System.getenv().getOrDefault("COLUMNS", "" + COLUMNS));
    } catch (NumberFormatException other) {
      return COLUMNS;
    }
  }
}
