package io.robustdb.demo;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Which of the two start-ups run in their buggy form; the other ones run in the fixed form. */
enum DemoVariant {
  BUGGY("buggy", true, true),
  FIXED("fixed", false, false),
  BUGGY_CONNECTION("buggy-connection", true, false),
  BUGGY_POOL("buggy-pool", false, true);

  private final String argument;
  private final boolean buggyConnection;
  private final boolean buggyPool;

  DemoVariant(String argument, boolean buggyConnection, boolean buggyPool) {
    this.argument = argument;
    this.buggyConnection = buggyConnection;
    this.buggyPool = buggyPool;
  }

  /**
   * Without an argument: {@link #BUGGY}.
   *
   * @throws IllegalArgumentException with one line for the user, where the arguments are not valid
   */
  static DemoVariant parse(List<String> arguments) {
    if (arguments.isEmpty()) {
      return BUGGY;
    }
    if (arguments.size() > 1) {
      throw new IllegalArgumentException(
          "demo-app: expected one argument, found %d: '%s'; valid is one of %s"
              .formatted(arguments.size(), String.join(" ", arguments), validArguments()));
    }
    String wanted = arguments.get(0);
    return Arrays.stream(values())
        .filter(variant -> variant.argument.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "demo-app: unknown argument '%s'; valid is one of %s"
                        .formatted(wanted, validArguments())));
  }

  private static String validArguments() {
    return Arrays.stream(values())
        .map(variant -> variant.argument)
        .collect(Collectors.joining(", "));
  }

  ConnectionStartup connectionStartup(String url, Retries retries) {
    return buggyConnection
        ? new BuggyConnectionStartup(url, retries)
        : new FixedConnectionStartup(url, retries);
  }

  PoolStartup poolStartup(String url, Retries retries) {
    return buggyPool ? new BuggyPoolStartup(url, retries) : new FixedPoolStartup(url, retries);
  }
}
