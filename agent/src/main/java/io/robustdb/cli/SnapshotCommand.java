package io.robustdb.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Shows the report of a JVM as of now. */
@Command(
    name = "snapshot",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a JVM in which robustdb is on has open now, in the form of the report at its end.",
      "Nothing is closed, and no garbage collected for it."
    })
final class SnapshotCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ParentCommand private Robustdb robustdb;

  @Mixin private Rendering rendering;

  @Parameters(paramLabel = "PID", description = "The JVM's process.")
  private long pid;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  SnapshotCommand() {}

  @Override
  public Integer call() throws CommandFailure, IOException {
    rendering.show(robustdb.jvm(pid).report("report"), spec.commandLine().getOut());
    return 0;
  }
}
