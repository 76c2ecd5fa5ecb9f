package io.robustdb.it.rules;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import io.robustdb.it.harness.BuildFolder;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests on an agent without one rule until one fails, and says which. */
final class Witness implements TestExecutionListener {
  private static final int MINUTES = 15;
  private static final String RED = "red ";
  private static final String GREEN = "green ";

  private final CancellationToken token = CancellationToken.create();
  private int green;
  private boolean red;

  private Witness() {}

  /**
   * What tests say of an agent.
   *
   * @param jdk to run them on; most of them start JVMs of all JDKs themselves
   * @return {@code red}, the test and its failure, or {@code green} and how many there were
   * @throws IllegalStateException where they could not be run
   */
  static String of(WithoutRule agent, List<String> tests, Postgres postgres, Jdk jdk)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.add("--patch-module=java.base=" + WithoutRule.agent("target/bridge-classes"));
    for (String internal : List.of("jdk.internal.access", "jdk.internal.misc")) {
      command.add("--add-exports=java.base/" + internal + "=ALL-UNNAMED");
    }
    for (String opened : List.of("java.lang", "java.lang.ref", "jdk.internal.vm")) {
      command.add("--add-opens=java.base/" + opened + "=ALL-UNNAMED");
    }
    for (String kept : List.of("postgresql.version", "hikaricp.version", "slf4j.version")) {
      command.add("-D" + kept + "=" + System.getProperty(kept));
    }
    command.add("-Dbasedir=" + BuildFolder.module());
    command.add("-Drobustdb.test.agent=" + agent.jar());
    command.add("-Drobustdb.test.postgres=" + address(postgres));
    command.add("-cp");
    command.add(
        Stream.of(
                    agent.classes(),
                    WithoutRule.agent("target/classes"),
                    WithoutRule.agent("target/test-classes"))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator))
            + File.pathSeparator
            + classPath());
    command.add(Witness.class.getName());
    command.addAll(tests);
    Path said = agent.jar().resolveSibling("said.txt");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        return RED + "after " + MINUTES + " minutes they had not ended";
      }
    } finally {
      process.destroyForcibly();
    }
    try (Stream<String> lines = Files.lines(said)) {
      return lines
          .filter(line -> line.startsWith(RED) || line.startsWith(GREEN))
          .reduce((first, second) -> second)
          .orElseThrow(() -> new IllegalStateException("no test could be run, see " + said));
    }
  }

  static boolean isRed(String outcome) {
    return outcome.startsWith(RED);
  }

  /** Surefire hides the real one behind a jar, and says it here. */
  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static String address(Postgres postgres) {
    return postgres.url() + "?user=" + postgres.user() + "&password=" + postgres.password();
  }

  public static void main(String[] tests) {
    Witness witness = new Witness();
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(Arrays.stream(tests).map(Witness::selector).toList())
            .build();
    LauncherFactory.create()
        .execute(
            LauncherExecutionRequestBuilder.request(request)
                .cancellationToken(witness.token)
                .listeners(witness)
                .build());
    if (!witness.red && witness.green > 0) {
      System.out.println(GREEN + witness.green + " tests");
    }
    System.exit(0); // whatever a test has left
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == TestExecutionResult.Status.FAILED && !red) {
      red = true;
      String failure = result.getThrowable().map(Object::toString).orElse("");
      String[] lines = failure.strip().split("\\R", -1);
      System.out.println(
          RED
              + test.getLegacyReportingName()
              + " "
              + Arrays.stream(lines).map(String::strip).limit(8).collect(Collectors.joining(" ")));
      token.cancel();
    } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
      green++;
    }
  }

  private static DiscoverySelector selector(String test) {
    String[] names = test.split("#", 2);
    try {
      Class<?> type = Class.forName("io.robustdb." + names[0]);
      Method method =
          Stream.of(type.getDeclaredMethods())
              .filter(each -> each.getName().equals(names[1]))
              .filter(each -> !each.isSynthetic())
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("no test " + test));
      return selectMethod(type, method);
    } catch (ClassNotFoundException missing) {
      throw new IllegalArgumentException("no test " + test, missing);
    }
  }
}
