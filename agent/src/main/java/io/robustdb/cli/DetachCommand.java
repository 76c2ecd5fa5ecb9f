package io.robustdb.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Takes the agent out of a JVM. */
@Command(
    name = "detach",
    mixinStandardHelpOptions = true,
    description = {
      "Takes the agent out of a JVM: its classes are as they were, and nothing is reported at its",
      "end. It can be attached again."
    })
final class DetachCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ParentCommand private Robustdb robustdb;

  @Parameters(paramLabel = "PID", description = "The JVM's process.")
  private long pid;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  DetachCommand() {}

  @Override
  public Integer call() throws CommandFailure {
    robustdb.jvm(pid).ask("detach");
    spec.commandLine().getOut().println("robustdb has left JVM " + pid);
    return 0;
  }
}
