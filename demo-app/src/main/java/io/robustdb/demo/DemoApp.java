package io.robustdb.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.List;

/** The command line: starts the database, runs the service in the form asked for, stops both. */
public final class DemoApp {
  private static final int BAD_ARGUMENT = 2;

  private DemoApp() {}

  /** At most one argument: {@code buggy} (the default), {@code fixed} or one bug alone. */
  public static void main(String[] arguments)
      throws IOException, SQLException, InterruptedException {
    int status = run(List.of(arguments), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  /** Returns the exit status: 0, or 2 where the arguments are not understood. */
  static int run(List<String> arguments, PrintStream out, PrintStream err)
      throws IOException, SQLException, InterruptedException {
    DemoVariant variant;
    try {
      variant = DemoVariant.parse(arguments);
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return BAD_ARGUMENT;
    }
    try (DemoDatabase database = DemoDatabase.start()) {
      new DemoService(database, variant, out).run();
    }
    return 0;
  }
}
