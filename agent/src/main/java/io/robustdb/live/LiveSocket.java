package io.robustdb.live;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * Answers requests of the same user on this machine over a Unix domain socket (JEP 380), which no
 * other machine and no other user can reach. One request a connection: a line in, an answer that
 * begins with {@code ok} or {@code error} and a reason, then the end.
 *
 * <p>Thread-safe. It is there when it is asked for, and gone with the JVM.
 */
public final class LiveSocket implements AutoCloseable {
  /** The first word of an answer that is one. */
  public static final String OK = "ok";

  /** The first word of an answer that says why there is none. */
  public static final String ERROR = "error";

  /** How the folder of the sockets is. */
  public static final Set<PosixFilePermission> OWNER_ALONE =
      Set.copyOf(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> OWNER_USES =
      PosixFilePermissions.fromString("rw-------");

  private final Path path;
  private final Acceptor acceptor;
  private final Answers answers;

  private LiveSocket(Path path, ServerSocketChannel server, Answers answers) {
    this.path = path;
    this.answers = answers;
    this.acceptor = new Acceptor(server, "robustdb-live", this::answer);
  }

  /** Answers a request. */
  public interface Answers {
    /**
     * Writes the answer.
     *
     * @throws IOException where the one who asked is gone
     * @throws IllegalArgumentException for what is no request, with a reason
     */
    void answer(String request, Writer output) throws IOException;
  }

  /**
   * Begins to answer, in threads of its own.
   *
   * @param path of the socket, in a folder that is made for it or is its owner's alone
   * @throws IOException where it cannot be, with a reason
   */
  public static LiveSocket open(Path path, Answers answers) throws IOException {
    Path folder = Objects.requireNonNull(path.getParent());
    createFolder(folder);
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && isSocket(path)) {
      Files.delete(path); // left by a JVM of the same number that was killed
    }
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(path));
      if (isPosix(folder)) {
        Files.setPosixFilePermissions(path, OWNER_USES);
        if (!Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(path))
            || !Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                .equals(OWNER_ALONE)) {
          throw new IOException(folder + " is not this user's alone");
        }
      }
    } catch (IOException | RuntimeException refused) {
      boolean bound = server.getLocalAddress() != null;
      server.close();
      if (bound) {
        Files.deleteIfExists(path);
      }
      throw refused;
    }
    LiveSocket socket = new LiveSocket(path, server, answers);
    socket.acceptor.start();
    return socket;
  }

  private static boolean isSocket(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .isOther();
  }

  private static void createFolder(Path folder) throws IOException {
    FileAttribute<?>[] attributes = {PosixFilePermissions.asFileAttribute(OWNER_ALONE)};
    try {
      Files.createDirectory(folder, isPosix(folder) ? attributes : new FileAttribute<?>[0]);
    } catch (FileAlreadyExistsException there) {
      // whose it is, is looked at when the socket is in it
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  public Path path() {
    return path;
  }

  /** Whether it can still be found: who tidies up the folder for temporary files may delete it. */
  public boolean isThere() {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }

  private void answer(SocketChannel asking) throws IOException {
    try (BufferedReader input =
            new BufferedReader(Channels.newReader(asking, StandardCharsets.UTF_8));
        Writer output = new BufferedWriter(Channels.newWriter(asking, StandardCharsets.UTF_8))) {
      String request = input.readLine();
      if (request != null) {
        answer(request, output);
      }
    }
  }

  private void answer(String request, Writer output) throws IOException {
    StringWriter body = new StringWriter();
    String first = OK;
    try {
      answers.answer(request, body);
    } catch (IllegalArgumentException refused) {
      first = ERROR + " " + refused.getMessage();
    } catch (RuntimeException | LinkageError | OutOfMemoryError failure) {
      first = ERROR + " it failed: " + failure.getClass().getName();
    }
    output.write(first + "\n");
    if (first.equals(OK)) {
      output.append(body.getBuffer());
    }
  }

  @Override
  public void close() {
    acceptor.close();
    try {
      Files.deleteIfExists(path);
    } catch (IOException | RuntimeException left) {
      // the file alone is left, and says nothing to anybody
    }
  }
}
