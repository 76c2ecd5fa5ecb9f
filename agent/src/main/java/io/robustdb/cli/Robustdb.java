package io.robustdb.cli;

import io.robustdb.options.InvalidOption;
import java.io.File;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The commands of {@code java -jar robustdb.jar}. */
@Command(
    name = "java -jar robustdb.jar",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Finds JDBC connections, checkouts and pools that nobody closes.",
      "",
      "  java -javaagent:robustdb.jar -jar application.jar",
      "  java -javaagent:robustdb.jar=gate=fail,report=target/robustdb -jar application.jar",
      "",
      "The report comes on stderr when the JVM ends; commands read those that were written, and ask",
      "a JVM that is running."
    },
    subcommands = {
      GateCommand.class,
      BaselineCommand.class,
      ReportCommand.class,
      ListCommand.class,
      AttachCommand.class,
      DetachCommand.class,
      SnapshotCommand.class,
      WatchCommand.class,
      WhoisCommand.class,
      CommandLine.HelpCommand.class,
      CompletionCommand.class
    })
public final class Robustdb implements Runnable {
  private static final int BAD_INPUT = 2;

  @Spec private CommandSpec spec;

  private final File jar;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Robustdb(File jar) {
    this.jar = jar;
  }

  /**
   * Runs a command.
   *
   * @param version of the jar
   * @param jar the agent's own
   * @return its exit status
   */
  public static int run(String version, File jar, String[] arguments) {
    CommandLine commands = new CommandLine(new Robustdb(jar));
    commands.getCommandSpec().versionProvider(() -> new String[] {"robustdb " + version});
    commands.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (failure instanceof CommandFailure
              || failure instanceof InvalidOption
              || failure instanceof IOException) {
            command.getErr().println("robustdb: " + failure.getMessage());
            return BAD_INPUT;
          }
          throw failure;
        });
    return commands.execute(arguments);
  }

  /** The agent's own. */
  File jar() {
    return jar;
  }

  Jvm jvm(long pid) throws CommandFailure {
    Jvms.requireAttach();
    return new Jvm(pid, jar);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
