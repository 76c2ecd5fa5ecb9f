package io.robustdb.cli;

import java.io.File;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Prints what gives a shell a short command and completes its arguments. */
@Command(
    name = "generate-completion",
    mixinStandardHelpOptions = true,
    description = {
      "Prints a command 'robustdb' for bash and zsh, with completion: try",
      "  source <(java -jar robustdb.jar generate-completion)"
    })
@SuppressWarnings("NullAway.Init") // picocli sets them
final class CompletionCommand implements Runnable {
  private static final String NAME = "robustdb";

  @ParentCommand private Robustdb robustdb;
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    String script = AutoComplete.bash(NAME, spec.root().commandLine());
    spec.commandLine().getOut().print(function(robustdb.jar()) + script.replace("\r", "") + "\n");
    spec.commandLine().getOut().flush();
  }

  /** A completion needs one word to complete for, and {@code java -jar robustdb.jar} are three. */
  private static String function(File jar) {
    String path = jar.getAbsolutePath().replace("'", "'\\''");
    return "%s() { java -jar '%s' \"$@\"; }\n".formatted(NAME, path);
  }
}
