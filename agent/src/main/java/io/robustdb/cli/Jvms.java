package io.robustdb.cli;

import com.sun.tools.attach.VirtualMachine;
import com.sun.tools.attach.VirtualMachineDescriptor;
import java.util.Comparator;
import java.util.List;

/**
 * The JVMs of this user. It alone, with {@link Jvm}, names what is in the JDK's module of the
 * attach API, which a runtime that was cut down may lack: the commands are looked at by reflection,
 * and must load without.
 */
final class Jvms {
  private Jvms() {}

  /**
   * One of them. Immutable.
   *
   * @param mainClass without its arguments, which may hold secrets
   */
  record Entry(long pid, String mainClass) {}

  /**
   * All but the one that asks, by their numbers.
   *
   * @throws CommandFailure where this Java cannot see any
   */
  static List<Entry> all() throws CommandFailure {
    requireAttach();
    long own = ProcessHandle.current().pid();
    return VirtualMachine.list().stream()
        .map(Jvms::entry)
        .filter(entry -> entry.pid() != own)
        .sorted(Comparator.comparingLong(Entry::pid))
        .toList();
  }

  /**
   * Checks that this Java can see others.
   *
   * @throws CommandFailure where it cannot
   */
  static void requireAttach() throws CommandFailure {
    if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
      throw new CommandFailure(
          "this Java has no module jdk.attach, so it cannot see other JVMs (run it with a JDK)");
    }
  }

  private static Entry entry(VirtualMachineDescriptor machine) {
    String commandLine = machine.displayName();
    int space = commandLine.indexOf(' ');
    return new Entry(
        Long.parseLong(machine.id()), space < 0 ? commandLine : commandLine.substring(0, space));
  }
}
