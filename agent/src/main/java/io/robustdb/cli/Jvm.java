package io.robustdb.cli;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.robustdb.live.LiveSocket;
import io.robustdb.report.Report;
import io.robustdb.report.ReportReader;
import io.robustdb.report.UnreadableReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A JVM on this machine, as the JDK's attach API shows it. Each failure is one line that says what
 * to do.
 */
final class Jvm {
  private static final String VERSION = "robustdb.version";
  private static final String REFUSED = "robustdb.refused";
  private static final String DETACHED = "robustdb.detached";
  private static final String ATTACHED = "robustdb.attached";
  private static final String SOCKET = "robustdb.socket";
  private static final int OLDEST_JAVA = 17;

  /** Longer than a look at a big heap takes. */
  private static final int SILENCE_MILLIS = 30_000;

  private final long pid;
  private final File agentJar;

  /**
   * @param agentJar what an agent is started from
   */
  Jvm(long pid, File agentJar) {
    this.pid = pid;
    this.agentJar = agentJar;
  }

  /**
   * Starts the agent in it.
   *
   * @param options of the agent, known to be right; null for none
   * @throws CommandFailure where it cannot be started, or runs there already
   */
  void start(@Nullable String options) throws CommandFailure {
    VirtualMachine machine = attach();
    try {
      if (isThere(machine) && listens(machine)) {
        throw isOn();
      }
      String self = UUID.randomUUID().toString();
      load(machine, "@attach " + self + "\n" + socket() + "\n" + (options == null ? "" : options));
      Properties properties = machine.getAgentProperties();
      if (!self.equals(properties.getProperty(ATTACHED))) {
        throw notStarted(properties);
      }
    } catch (IOException gone) {
      throw new CommandFailure("JVM " + pid + " went away: " + gone.getMessage());
    } finally {
      detach(machine);
    }
  }

  private CommandFailure notStarted(Properties properties) {
    String refused = properties.getProperty(REFUSED);
    if (refused != null) {
      return new CommandFailure("JVM " + pid + " refuses: " + refused);
    }
    return properties.getProperty(VERSION) == null
        ? new CommandFailure(
            "JVM " + pid + " did not take the agent; it says why on its standard error")
        : isOn(); // somebody else was faster
  }

  private CommandFailure isOn() {
    return new CommandFailure("robustdb is on in JVM " + pid + " already");
  }

  boolean isAlive() {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  /** Whether the agent runs in a JVM. */
  enum State {
    WATCHED,
    /**
     * It was started with the agent, which waits for the first class of JDBC, or is switched off.
     */
    WAITING,
    NOT_WATCHED
  }

  /**
   * Whether the agent runs in it, as far as that can be told without asking the agent.
   *
   * @throws CommandFailure where it cannot
   */
  State state() throws CommandFailure {
    if (canConnect()) {
      return State.WATCHED;
    }
    VirtualMachine machine = attach();
    try {
      return state(machine.getAgentProperties());
    } catch (IOException gone) {
      throw new CommandFailure("JVM " + pid + " went away: " + gone.getMessage());
    } finally {
      detach(machine);
    }
  }

  private State state(Properties properties) {
    if (properties.getProperty(VERSION) != null) {
      return State.WATCHED;
    }
    boolean begun = properties.getProperty(DETACHED) == null;
    return begun && properties.getProperty("sun.jvm.args", "").contains(agentJar.getName())
        ? State.WAITING
        : State.NOT_WATCHED;
  }

  /**
   * Asks its agent for a report.
   *
   * @param request that is answered by one
   */
  Report report(String request) throws CommandFailure {
    try {
      return ReportReader.read(new ByteArrayInputStream(ask(request)));
    } catch (UnreadableReport unreadable) {
      throw new CommandFailure(
          "the report of JVM " + pid + " " + unreadable.getMessage() + " (is it another version?)");
    }
  }

  /**
   * Asks its agent, which must run, and gives the answer.
   *
   * @throws CommandFailure where it does not run, cannot be asked, or refuses
   */
  byte[] ask(String request) throws CommandFailure {
    if (!canConnect()) {
      VirtualMachine machine = attach();
      try {
        if (!isThere(machine) || !listens(machine)) {
          throw new CommandFailure(
              "robustdb is not on in JVM " + pid + " (attach " + pid + " starts it)");
        }
      } catch (IOException gone) {
        throw new CommandFailure("JVM " + pid + " went away: " + gone.getMessage());
      } finally {
        detach(machine);
      }
    }
    try (SocketChannel channel = connect()) {
      channel.write(ByteBuffer.wrap((request + "\n").getBytes(StandardCharsets.UTF_8)));
      return body(answer(channel));
    } catch (IOException gone) {
      throw new CommandFailure("JVM " + pid + " does not answer: " + gone.getMessage());
    }
  }

  /** All that it says; a JVM that was stopped says nothing, and is not waited for. */
  private byte[] answer(SocketChannel channel) throws IOException, CommandFailure {
    channel.configureBlocking(false);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    try (Selector selector = Selector.open()) {
      channel.register(selector, SelectionKey.OP_READ);
      for (int count = 0; count >= 0; count = channel.read(buffer)) {
        answer.write(buffer.array(), 0, buffer.position());
        buffer.clear();
        if (count == 0 && selector.select(SILENCE_MILLIS) == 0) {
          throw new CommandFailure(
              "JVM " + pid + " has said nothing for " + SILENCE_MILLIS / 1000 + " seconds");
        }
        selector.selectedKeys().clear();
      }
    }
    return answer.toByteArray();
  }

  private byte[] body(byte[] answer) throws CommandFailure {
    int end = 0;
    while (end < answer.length && answer[end] != '\n') {
      end++;
    }
    String first = new String(answer, 0, end, StandardCharsets.UTF_8);
    if (!first.equals(LiveSocket.OK)) {
      throw new CommandFailure(
          "JVM "
              + pid
              + " "
              + (first.startsWith(LiveSocket.ERROR)
                  ? "refuses:" + first.substring(LiveSocket.ERROR.length())
                  : "gave no answer"));
    }
    return Arrays.copyOfRange(answer, Math.min(end + 1, answer.length), answer.length);
  }

  /** Whether the agent's jar is in it already; else asking would put it there. */
  private boolean isThere(VirtualMachine machine) throws IOException {
    return state(machine.getAgentProperties()) != State.NOT_WATCHED;
  }

  /** Has an agent that runs listen where this command asks; false where none runs. */
  private boolean listens(VirtualMachine machine) throws IOException, CommandFailure {
    load(machine, "@listen " + socket());
    Properties properties = machine.getAgentProperties();
    String refused = properties.getProperty(REFUSED);
    if (refused != null) {
      throw new CommandFailure("JVM " + pid + " cannot listen at " + socket() + ": " + refused);
    }
    return properties.getProperty(SOCKET) != null;
  }

  private void load(VirtualMachine machine, String argument) throws IOException, CommandFailure {
    try {
      machine.loadAgent(agentJar.getAbsolutePath(), argument);
    } catch (AgentInitializationException failure) {
      throw new CommandFailure(
          "the agent failed in JVM " + pid + "; it says why on its standard error");
    } catch (AgentLoadException refused) {
      throw new CommandFailure(
          "JVM "
              + pid
              + " does not take an agent: "
              + refused.getMessage()
              + " (-XX:+EnableDynamicAgentLoading allows it)");
    }
  }

  private VirtualMachine attach() throws CommandFailure {
    Optional<ProcessHandle> process = ProcessHandle.of(pid);
    if (process.isEmpty()) {
      throw new CommandFailure("there is no process " + pid + " (list shows the JVMs)");
    }
    if (pid == ProcessHandle.current().pid()) {
      throw new CommandFailure("process " + pid + " is this command itself");
    }
    VirtualMachine machine;
    try {
      machine = VirtualMachine.attach(Long.toString(pid));
    } catch (AttachNotSupportedException refused) {
      throw new CommandFailure(
          "process "
              + pid
              + " is no JVM, or one that refuses (-XX:+DisableAttachMechanism): "
              + refused.getMessage());
    } catch (IOException refused) {
      String owner = process.get().info().user().orElse("another user");
      throw new CommandFailure(
          "cannot attach to process "
              + pid
              + " of "
              + owner
              + " (run this command as that user): "
              + refused.getMessage());
    }
    requireJava(machine);
    return machine;
  }

  private void requireJava(VirtualMachine machine) throws CommandFailure {
    String java;
    try {
      java = machine.getSystemProperties().getProperty("java.specification.version", "0");
    } catch (IOException gone) {
      detach(machine);
      throw new CommandFailure("JVM " + pid + " went away: " + gone.getMessage());
    }
    if (java.contains(".") || Integer.parseInt(java) < OLDEST_JAVA) {
      detach(machine);
      throw new CommandFailure(
          "JVM " + pid + " is Java " + java + ", and robustdb needs " + OLDEST_JAVA + " or newer");
    }
  }

  private static void detach(VirtualMachine machine) {
    try {
      machine.detach();
    } catch (IOException gone) {
      // it has let go by itself
    }
  }

  private boolean canConnect() {
    if (!Files.exists(socket())) {
      return false;
    }
    try (SocketChannel channel = connect()) {
      return channel.isConnected();
    } catch (IOException stale) {
      return false;
    }
  }

  private SocketChannel connect() throws IOException {
    requireOwn(Objects.requireNonNull(socket().getParent()));
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket()));
      return channel;
    } catch (IOException refused) {
      channel.close();
      throw refused;
    }
  }

  /** Others may have made the folder first, and would say what they like. */
  private void requireOwn(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return;
    }
    PosixFileAttributes attributes =
        Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!attributes.isDirectory()
        || !attributes.owner().getName().equals(user())
        || !LiveSocket.OWNER_ALONE.equals(attributes.permissions())) {
      throw new IOException(folder + " is not the folder of " + user() + " alone");
    }
  }

  private String user() {
    return ProcessHandle.of(pid)
        .flatMap(process -> process.info().user())
        .orElse(System.getProperty("user.name"));
  }

  /** One for each JVM, in a folder for each user. */
  private Path socket() {
    return Path.of(System.getProperty("java.io.tmpdir"), "robustdb-" + user(), Long.toString(pid));
  }
}
