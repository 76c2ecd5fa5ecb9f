package io.robustdb.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.robustdb.it.harness.AgentJar;
import io.robustdb.it.harness.ChildJvm;
import io.robustdb.it.harness.Jdk;
import io.robustdb.it.harness.Postgres;
import io.robustdb.it.harness.PostgresExtension;
import io.robustdb.it.harness.Result;
import io.robustdb.it.harness.RunningJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a JVM tells at a port of its own machine, to whom, and that it has none unless asked. */
@ExtendWith(PostgresExtension.class)
class LivePortTest {
  private static final Pattern URL =
      Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/\\?token=([0-9a-f]{32})");

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final long LONGEST_MILLIS = 20_000;
  private static final long PAUSE_MILLIS = 100;
  private static final String DEBIAN_PYTHON = "/usr/bin/python3";

  private final Programs programs;

  LivePortTest(Postgres postgres) {
    this.programs = new Programs(postgres);
  }

  static List<Jdk> jdks() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void whatIsOpenIsSeenAndCounted(Jdk jdk) throws Exception {
    try (RunningJvm jvm =
        programs
            .steps(
                "port",
                "late-checkout",
                "checkout",
                "connect",
                "failed-query-lost",
                "drop",
                "collect",
                "wait")
            .jdk(jdk)
            .agent("live=0")
            .start()) {
      jvm.awaitLine("done collect");
      Door door = Door.of(jvm);
      String metrics = door.awaitPage("/metrics", "robustdb_leaked_total{kind=\"connection\"");

      assertThat(metrics)
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("Content-Type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n")
          .contains("db_client_connection_state=\"used\"} 2\n")
          .contains(
              "robustdb_leaked_total{kind=\"connection\",db_client_connection_pool_name=\"\"}")
          .containsPattern("\nrobustdb_closed_by_guard_total\\{kind=\"connection\",[^}]*} 1\n")
          .containsPattern("\nrobustdb_failed_probes_total\\{[^}]*} 1\n")
          .containsPattern("\ndb_client_connection_use_time_seconds_count\\{[^}]*} [1-9]")
          .containsPattern("\ndb_client_connection_use_time_seconds_bucket\\{[^}]*} [1-9]")
          .endsWith("# EOF\n");
      assertThat(door.page("/report.json"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("Content-Type: application/json", "robustdb-report/1", "Pools", "checkout");
      assertThat(door.awaitPage("/now.json", "\"checkouts\":["))
          .contains("\"millis\":[", "\"name\":");
      assertThat(door.page("/")).startsWith("HTTP/1.1 200 OK\r\n").contains("<!DOCTYPE", "uPlot");
      assertThat(door.page("/elsewhere")).startsWith("HTTP/1.1 404 ");
      jvm.writeLine("");
      jvm.awaitExit();
    }
  }

  /** A pool may be given its name when it is made already. */
  @Test
  void aPoolCountsUnderTheNameThatItHasAtItsFirstConnection() throws Exception {
    try (RunningJvm jvm =
        programs.steps("port-name", "late-name-checkout", "wait").agent("live=0").start()) {
      jvm.awaitLine("done late-name-checkout");
      String metrics = Door.of(jvm).page("/metrics");

      assertThat(metrics)
          .contains(
              opened("checkout", "named-late") + " 1\n", opened("pool", "named-late") + " 1\n")
          .doesNotContain("com.zaxxer");
      jvm.writeLine("");
      jvm.awaitExit();
    }
  }

  private static String opened(String kind, String pool) {
    return String.format(
        "robustdb_opened_total{kind=\"%s\",db_client_connection_pool_name=\"%s\"}", kind, pool);
  }

  /** The page, the metrics and the commands are for different people. */
  @Test
  void aCommandLeavesThePortAsItIsAndDetachingClosesIt() throws Exception {
    try (RunningJvm jvm = programs.steps("port-stays", "connect", "wait").agent("live=0").start()) {
      jvm.awaitLine("done connect");
      Door door = Door.of(jvm);
      for (String command : List.of("snapshot", "watch --times=1")) {
        command(command, jvm);

        assertThat(door.page("/metrics")).as(command).startsWith("HTTP/1.1 200 ");
      }
      command("detach", jvm);

      assertThatThrownBy(() -> door.page("/metrics")).isInstanceOf(IOException.class);
      jvm.writeLine("");
      jvm.awaitExit().expectExit(0);
    }
  }

  private static void command(String words, RunningJvm jvm) {
    ChildJvm.runningJar(AgentJar.path())
        .arguments(words.split(" ", -1))
        .arguments(Long.toString(jvm.pid()))
        .run()
        .expectExit(0);
  }

  /** The application's handler of uncaught exceptions may end the JVM. */
  @Test
  void whatIsNoRequestIsNothingThatTheApplicationHearsOf() throws Exception {
    try (RunningJvm jvm =
        programs.steps("port-nonsense", "connect", "wait").agent("live=0").start()) {
      jvm.awaitLine("done connect");
      Door door = Door.of(jvm);
      for (String head : List.of("", "\r\n", " ", "GET", "GET  HTTP/1.1", "GET / HTTP/1.1\r\n:")) {
        assertThat(door.ask(head + "\r\n")).as(head).startsWith("HTTP/1.1 400 ");
      }
      jvm.writeLine("");

      assertThat(jvm.awaitExit().expectExit(0).stderr())
          .doesNotContain("Exception", "failed itself", "the agent itself");
    }
  }

  @Test
  void noPageHasTheMarkedSecrets() throws Exception {
    try (RunningJvm jvm =
        programs
            .steps(
                "port-secrets&sslpassword=marked1&password=marked2",
                "sql=SELECT 'marked3', 4711",
                "sql=SELECT nowhere('marked4')",
                "checkout",
                "wait")
            .agent("live=0")
            .start()) {
      jvm.awaitLine("done checkout");
      Door door = Door.of(jvm);

      assertThat(door.page("/report.json")).contains("SELECT").doesNotContain("marked");
      for (String path : List.of("/", "/metrics", "/now.json")) {
        assertThat(door.page(path)).startsWith("HTTP/1.1 200 ").doesNotContainPattern("marked\\d");
      }
      jvm.writeLine("");
      jvm.awaitExit();
    }
  }

  /** By the parser of those who read such texts. */
  @Test
  void theMetricsAreReadByTheirReaders() throws Exception {
    assumeThat(hasParser())
        .as("Debian's package python3-prometheus-client is not on this machine")
        .isTrue();
    try (RunningJvm jvm =
        programs.steps("port-read", "late-checkout", "checkout", "wait").agent("live=0").start()) {
      jvm.awaitLine("done checkout");
      String answer = Door.of(jvm).page("/metrics");
      String text = answer.substring(answer.indexOf("\r\n\r\n") + 4);
      assertThat(python(READ, text))
          .contains("histogram db_client_connection_use_time_seconds seconds")
          .contains("counter robustdb_opened", "gauge db_client_connection_count");
      jvm.writeLine("");
      jvm.awaitExit();
    }
  }

  @Test
  void whoHasNotTheTokenOrComesByAnotherNameOrWantsToChangeAnythingIsRefused() throws Exception {
    try (RunningJvm jvm = programs.steps("port-refused", "wait").agent("live=0").start()) {
      Door door = Door.of(jvm);
      for (String path : List.of("/", "/metrics", "/report.json", "/now.json", "/elsewhere")) {
        String host = "Host: 127.0.0.1:" + door.port + "\r\n";
        String with = path + "?token=" + door.token;
        assertThat(door.ask("GET " + path + " HTTP/1.1\r\n" + host)).startsWith("HTTP/1.1 403 ");
        assertThat(door.ask("GET " + with + "0 HTTP/1.1\r\n" + host)).startsWith("HTTP/1.1 403 ");
        assertThat(door.ask("GET " + path + "?token= HTTP/1.1\r\n" + host))
            .startsWith("HTTP/1.1 403 ");
        assertThat(door.ask("GET " + with + " HTTP/1.1\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(door.ask("GET " + with + " HTTP/1.1\r\nHost: evil.example:80\r\n"))
            .startsWith("HTTP/1.1 403 ");
        assertThat(door.ask("GET " + with + " HTTP/1.1\r\n" + host + host))
            .startsWith("HTTP/1.1 400 ");
        for (String method : List.of("POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE")) {
          assertThat(
                  door.ask(method + " " + with + " HTTP/1.1\r\n" + host + "Content-Length: 0\r\n"))
              .as(method)
              .startsWith("HTTP/1.1 405 ")
              .contains("Allow: GET\r\n");
        }
      }
      String host = "Host: 127.0.0.1:" + door.port + "\r\n";
      for (String line : List.of("OPTIONS *", "CONNECT 127.0.0.1:80", "PROPFIND http://x/")) {
        assertThat(door.ask(line + " HTTP/1.1\r\n" + host)).startsWith("HTTP/1.1 405 ");
      }
      assertThat(door.ask("GET http://127.0.0.1/metrics HTTP/1.1\r\n" + host))
          .startsWith("HTTP/1.1 403 ");
      assertThat(door.ask("nonsense\r\n")).startsWith("HTTP/1.1 400 ");
      assertThat(
              door.ask(
                  "GET /metrics HTTP/1.1\r\nHost: localhost:"
                      + door.port
                      + "\r\nAuthorization: Bearer "
                      + door.token
                      + "\r\n"))
          .startsWith("HTTP/1.1 200 ");
      jvm.writeLine("");
      assertThat(jvm.awaitExit().expectExit(0).stdout()).contains("done wait");
    }
  }

  /** As the kernel tells. */
  @Test
  void nothingListensUnlessItIsAskedForAndThenOnLoopbackAlone() throws Exception {
    try (RunningJvm silent = programs.steps("port-none", "connect", "wait").agent("").start();
        RunningJvm live = programs.steps("port-one", "connect", "wait").agent("live=0").start()) {
      silent.awaitLine("done connect");
      live.awaitLine("done connect");
      ChildJvm.runningJar(AgentJar.path())
          .arguments("snapshot", Long.toString(silent.pid()))
          .run()
          .expectExit(0);

      assertThat(listening(silent.pid())).isEmpty();
      assertThat(listening(live.pid()))
          .containsExactly(String.format("0100007F:%04X", Door.of(live).port));
      for (RunningJvm jvm : List.of(silent, live)) {
        jvm.writeLine("");
        jvm.awaitExit();
      }
    }
  }

  @Test
  void aPortThatIsTakenIsSaidAndTheApplicationRuns() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(LOOPBACK))) {
      Result result =
          programs
              .steps("port-taken", "connect-and-close")
              .agent("live=" + taken.getLocalPort())
              .run()
              .expectExit(0);

      assertThat(result.stderr())
          .contains("nothing answers at port " + taken.getLocalPort() + " (option 'live'): ");
      assertThat(result.stdout()).contains("done connect-and-close");
    }
  }

  private static final String READ =
      """
      import sys
      from prometheus_client.openmetrics.parser import text_string_to_metric_families
      for family in text_string_to_metric_families(sys.stdin.read()):
        print(family.type, family.name, family.unit)
      """;

  private static boolean hasParser() throws Exception {
    return Files.isExecutable(Path.of(DEBIAN_PYTHON))
        && new ProcessBuilder(DEBIAN_PYTHON, "-c", "import prometheus_client.openmetrics.parser")
                .redirectErrorStream(true)
                .start()
                .waitFor()
            == 0;
  }

  private static String python(String program, String input) throws Exception {
    Process process =
        new ProcessBuilder(DEBIAN_PYTHON, "-c", program).redirectErrorStream(true).start();
    try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
      writer.write(input);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  /** The addresses, as {@code /proc/net/tcp} spells them, at which a process listens. */
  private static Set<String> listening(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path descriptor : descriptors.toList()) {
        String target = Files.readSymbolicLink(descriptor).toString();
        if (target.startsWith("socket:[")) {
          inodes.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    }
    Set<String> addresses = new HashSet<>();
    for (String table : List.of("tcp", "tcp6")) {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
        String[] columns = line.strip().split("\\s+", -1);
        if (columns.length > 9 && columns[3].equals("0A") && inodes.contains(columns[9])) {
          addresses.add(columns[1]);
        }
      }
    }
    return addresses;
  }

  /** Where a JVM answers. */
  private record Door(int port, String token) {
    static Door of(RunningJvm jvm) throws InterruptedException {
      long end = System.currentTimeMillis() + LONGEST_MILLIS;
      while (System.currentTimeMillis() < end) {
        Matcher url = URL.matcher(jvm.stderr());
        if (url.find()) {
          return new Door(Integer.parseInt(url.group(1)), url.group(2));
        }
        Thread.sleep(PAUSE_MILLIS);
      }
      throw new AssertionError("no address in " + jvm.stderr());
    }

    /** The answer with its head. */
    String page(String path) throws IOException {
      return ask(
          "GET " + path + "?token=" + token + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\n");
    }

    /** The same, as soon as it holds a text. */
    String awaitPage(String path, String text) throws Exception {
      long end = System.currentTimeMillis() + LONGEST_MILLIS;
      String page = page(path);
      while (!page.contains(text) && System.currentTimeMillis() < end) {
        Thread.sleep(PAUSE_MILLIS);
        page = page(path);
      }
      assertThat(page).contains(text);
      return page;
    }

    String ask(String head) throws IOException {
      try (Socket socket = new Socket(InetAddress.getByAddress(LOOPBACK), port)) {
        socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      }
    }
  }
}
