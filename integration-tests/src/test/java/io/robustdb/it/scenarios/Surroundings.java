package io.robustdb.it.scenarios;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/** Prints what it was started with, one thing a line. */
public final class Surroundings {
  private Surroundings() {}

  public static void main(String[] args) {
    System.out.println("arguments " + String.join(" ", args));
    System.out.println("folder " + Path.of("").toAbsolutePath());
    System.out.println("jvm " + ManagementFactory.getRuntimeMXBean().getInputArguments());
    System.getenv().forEach((name, value) -> System.out.println("env " + name + "=" + value));
    System.err.println("to stderr");
    System.exit(args.length);
  }
}
