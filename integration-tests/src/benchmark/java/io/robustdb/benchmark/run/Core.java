package io.robustdb.benchmark.run;

import java.io.IOException;
import java.util.List;

/**
 * One core of the machine to run on (Linux, {@code taskset}). Where a client and its server are on
 * the same core or not, as chance has it, makes more of a difference than what is measured.
 */
public enum Core {
  FIRST(0),
  LAST(Runtime.getRuntime().availableProcessors() - 1);

  private final String number;

  Core(int number) {
    this.number = String.valueOf(number);
  }

  /** Makes a running process, and all that it starts from now on, run here. */
  public void take(long process) throws IOException, InterruptedException {
    List<String> command = List.of("taskset", "-a", "-c", "-p", number, String.valueOf(process));
    Process taskset =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (taskset.waitFor() != 0) {
      throw new IllegalStateException("failed: " + String.join(" ", command));
    }
  }

  /** A command that starts a program here. */
  List<String> command(String program) {
    return List.of("taskset", "-c", number, program);
  }
}
