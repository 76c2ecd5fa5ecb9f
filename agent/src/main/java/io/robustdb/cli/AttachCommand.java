package io.robustdb.cli;

import io.robustdb.options.Options;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Starts the agent in a JVM that is running. */
@Command(
    name = "attach",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the agent in a JVM that is running: what is opened from then on is watched.",
      "The JVM itself may warn on its standard error that an agent was loaded into it (JEP 451);",
      "-XX:+EnableDynamicAgentLoading at its start says that this is meant."
    })
final class AttachCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @ParentCommand private Robustdb robustdb;

  @Parameters(index = "0", paramLabel = "PID", description = "The JVM's process.")
  private long pid;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "OPTIONS",
      description = "As behind -javaagent:robustdb.jar=, such as report=FOLDER,guard=observe.")
  private @Nullable String options;

  @SuppressWarnings("NullAway.Init") // picocli sets what it has found
  AttachCommand() {}

  @Override
  public Integer call() throws CommandFailure {
    Options.read(options, new Properties(), Map.of());
    robustdb.jvm(pid).start(options);
    spec.commandLine().getOut().println("robustdb watches JVM " + pid + " from now on");
    return 0;
  }
}
