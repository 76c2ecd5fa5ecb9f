package io.robustdb.core;

import io.robustdb.jdk.AgentProperties;
import io.robustdb.live.LivePages;
import io.robustdb.live.LivePort;
import io.robustdb.live.LiveSocket;
import io.robustdb.report.History;
import io.robustdb.report.JsonReport;
import io.robustdb.report.Report;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers for the agent while the JVM runs, when it was asked to listen. Thread-safe.
 *
 * <p>The requests at the socket are {@code report}, {@code session NUMBER} and {@code detach}.
 */
final class Live implements LiveSocket.Answers {
  /** Where it listens, for who attaches. */
  private static final String SOCKET = "robustdb.socket";

  /** Why it does not, or why no agent was started. */
  static final String REFUSED = "robustdb.refused";

  static final List<String> LIMITS =
      List.of("this is a snapshot of a running JVM: what is open may be in use, and closed later");

  private final Reports reports;
  private final StandardError standardError;
  private final int stackDepth;
  private final Runnable detach;
  private @Nullable LiveSocket socket;
  private @Nullable LivePort port;

  /**
   * @param detach takes the agent out of the JVM
   */
  Live(Reports reports, StandardError standardError, int stackDepth, Runnable detach) {
    this.reports = reports;
    this.standardError = standardError;
    this.stackDepth = stackDepth;
    this.detach = detach;
  }

  /** Listens at a path, if not there already, and says so to who attaches. */
  synchronized void listen(Path path) {
    try {
      LiveSocket known = socket;
      if (known == null || !known.path().equals(path) || !known.isThere()) {
        closeSocket();
        socket = LiveSocket.open(path, this);
      }
      AgentProperties.remove(REFUSED);
      AgentProperties.set(SOCKET, path.toString());
    } catch (IOException | RuntimeException refused) {
      AgentProperties.set(REFUSED, String.valueOf(refused.getMessage()));
    }
  }

  /**
   * Answers browsers and scrapers of this machine, and says where; or why not.
   *
   * @param number of the port, 0 for any
   */
  synchronized void open(int number, History history) {
    JsonReport json = new JsonReport(stackDepth);
    try {
      LivePort opened =
          LivePort.open(number, new LivePages(reports::builder, json, LIMITS, history));
      port = opened;
      standardError.say("what is open now is at " + opened.url());
    } catch (IOException | RuntimeException refused) {
      standardError.say(
          "nothing answers at port " + number + " (option 'live'): " + refused.getMessage());
    }
  }

  /** Listens no more, and cuts off who is being answered. */
  synchronized void close() {
    LivePort opened = port;
    port = null;
    if (opened != null) {
      opened.close();
    }
    closeSocket();
  }

  private void closeSocket() {
    LiveSocket known = socket;
    socket = null;
    if (known != null) {
      AgentProperties.remove(SOCKET);
      known.close();
    }
  }

  @Override
  public void answer(String request, Writer output) throws IOException {
    int space = request.indexOf(' ');
    String word = space < 0 ? request : request.substring(0, space);
    String rest = space < 0 ? "" : request.substring(space + 1);
    switch (word) {
      case "report" -> write(reports.builder().build(false, LIMITS), output);
      case "session" -> write(reports.builder().ofSession(rest, LIMITS), output);
      case "detach" -> detach.run();
      default -> throw new IllegalArgumentException("it knows no request '" + word + "'");
    }
  }

  private void write(Report report, Writer output) throws IOException {
    new JsonReport(stackDepth).write(report, output);
  }
}
