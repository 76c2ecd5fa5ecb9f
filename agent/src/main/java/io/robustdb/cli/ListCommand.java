package io.robustdb.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows the JVMs of this user. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Shows this user's JVMs, and whether robustdb is on in each.")
final class ListCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ParentCommand private Robustdb robustdb;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  ListCommand() {}

  @Override
  public Integer call() throws CommandFailure {
    PrintWriter output = spec.commandLine().getOut();
    for (Jvms.Entry jvm : Jvms.all()) {
      output.printf("%7d  %-14s  %s%n", jvm.pid(), state(jvm.pid()), jvm.mainClass());
    }
    output.flush();
    return 0;
  }

  private String state(long pid) {
    try {
      return switch (robustdb.jvm(pid).state()) {
        case WATCHED -> "watched";
        case WAITING -> "waits for JDBC";
        case NOT_WATCHED -> "not watched";
      };
    } catch (CommandFailure silent) {
      return "does not tell";
    }
  }
}
