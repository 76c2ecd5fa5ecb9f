package io.robustdb.cli;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
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
  public Integer call() {
    PrintWriter output = spec.commandLine().getOut();
    List<VirtualMachineDescriptor> machines =
        VirtualMachine.list().stream()
            .filter(machine -> pid(machine) != ProcessHandle.current().pid())
            .sorted(Comparator.comparing(ListCommand::pid))
            .toList();
    for (VirtualMachineDescriptor machine : machines) {
      output.printf(
          "%7d  %-14s  %s%n", pid(machine), state(pid(machine)), mainClass(machine.displayName()));
    }
    output.flush();
    return 0;
  }

  private String state(long pid) {
    try {
      return robustdb.jvm(pid).isWatched() ? "watched" : "not watched";
    } catch (CommandFailure silent) {
      return "does not tell";
    }
  }

  private static long pid(VirtualMachineDescriptor machine) {
    return Long.parseLong(machine.id());
  }

  /** Without the arguments, which may hold secrets. */
  private static String mainClass(String commandLine) {
    int space = commandLine.indexOf(' ');
    return space < 0 ? commandLine : commandLine.substring(0, space);
  }
}
