package io.robustdb.live;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET requests (RFC 9110) of this machine at a port of the loopback address, to who knows
 * the token. Nothing can be changed by a request.
 *
 * <p>Not the JDK's own server: that has the application's logging set to work, which is not to
 * happen before the application wants it.
 *
 * <p>Thread-safe. One request a connection.
 */
public final class LivePort implements AutoCloseable {
  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final int BACKLOG = 16;
  private static final int HTTP = 80;
  private static final int TOKEN_BYTES = 16;

  private static final int LONGEST_HEAD = 8192;
  private static final int LONGEST_BODY = 1 << 16;
  private static final int READ_MILLIS = 2000;
  private static final long HEAD_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final Acceptor acceptor;
  private final int port;
  private final String token;
  private final Pages pages;
  private final List<String> hosts;

  private LivePort(ServerSocketChannel server, int port, Pages pages) {
    this.acceptor = new Acceptor(server, "robustdb-port", this::answer);
    this.port = port;
    this.pages = pages;
    String behind = port == HTTP ? "" : ":" + port; // browsers leave that one out
    this.hosts = List.of("127.0.0.1" + behind, "localhost" + behind, "[::1]" + behind);
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.token = HexFormat.of().formatHex(random);
  }

  /** What there is to see. */
  public interface Pages {
    /**
     * The page of a path.
     *
     * @param path as it stands in the request, without the query
     * @return null where there is none
     */
    @Nullable Page page(String path) throws IOException;
  }

  /**
   * A page.
   *
   * @param type the media type, with its parameters
   */
  public record Page(String type, String body) {}

  /**
   * Begins to answer, in threads of its own.
   *
   * @param port from 1 to 65535, 0 for any that is free
   * @throws IOException where it cannot be had
   */
  public static LivePort open(int port, Pages pages) throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
    try {
      server.bind(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), BACKLOG);
      int bound = ((InetSocketAddress) server.getLocalAddress()).getPort();
      LivePort opened = new LivePort(server, bound, pages);
      opened.acceptor.start();
      return opened;
    } catch (IOException | RuntimeException refused) {
      server.close();
      throw refused;
    }
  }

  /** Where to look, with the token. */
  public String url() {
    return "http://127.0.0.1:" + port + "/?token=" + token;
  }

  private void answer(SocketChannel asking) throws IOException {
    Socket socket = asking.socket();
    socket.setSoTimeout(READ_MILLIS);
    InputStream input = socket.getInputStream();
    Answer answer = answer(head(input));
    socket.getOutputStream().write(answer.bytes());
    socket.shutdownOutput();
    passOver(input);
  }

  /** Who sends more than a head is to hear the answer, too, and not a closed connection. */
  private static void passOver(InputStream input) throws IOException {
    long end = System.nanoTime() + HEAD_NANOS;
    byte[] buffer = new byte[LONGEST_HEAD];
    int count = input.read(buffer);
    for (long all = count; count >= 0 && all < LONGEST_BODY; all += count) {
      if (System.nanoTime() - end > 0) {
        return;
      }
      count = input.read(buffer);
    }
  }

  /** The lines before the first empty one; null where that did not come, or too late. */
  private static @Nullable String head(InputStream input) throws IOException {
    long end = System.nanoTime() + HEAD_NANOS;
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    while (head.size() < LONGEST_HEAD && System.nanoTime() - end < 0) {
      int next = input.read();
      if (next < 0) {
        return null;
      }
      head.write(next);
      last = last << 8 | next;
      if (last == 0x0D0A0D0A) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return null;
  }

  private Answer answer(@Nullable String head) {
    Request request = head == null ? null : Request.of(head);
    if (request == null) {
      return Answer.refused(400, "Bad Request", "this is no request that can be read");
    }
    if (!hosts.contains(request.header("host"))) {
      return Answer.refused(403, "Forbidden", "ask for it by the address that was printed");
    }
    if (!request.method().equals("GET")) {
      return Answer.refused(405, "Method Not Allowed", "there is only GET").with("Allow: GET");
    }
    if (!isToken(request.token())) {
      return Answer.refused(
          403, "Forbidden", "the token that was printed at the start of the JVM is missing");
    }
    try {
      Page page = pages.page(request.path());
      return page == null
          ? Answer.refused(404, "Not Found", "there are /, /metrics, /report.json, /now.json")
          : new Answer(200, "OK", page.type(), page.body(), List.of());
    } catch (IOException | RuntimeException | LinkageError failure) {
      return Answer.refused(
          500, "Internal Server Error", "it failed: " + failure.getClass().getName());
    }
  }

  /** Takes as long whatever is given. */
  private boolean isToken(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    acceptor.close();
  }

  private record Answer(int status, String reason, String type, String body, List<String> headers) {
    static Answer refused(int status, String reason, String why) {
      return new Answer(
          status, reason, "text/plain; charset=utf-8", "robustdb: " + why + "\n", List.of());
    }

    Answer with(String header) {
      return new Answer(status, reason, type, body, List.of(header));
    }

    byte[] bytes() {
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      StringBuilder head = new StringBuilder();
      head.append("HTTP/1.1 ").append(status).append(' ').append(reason).append("\r\n");
      head.append("Content-Type: ").append(type).append("\r\n");
      head.append("Content-Length: ").append(content.length).append("\r\n");
      head.append("Connection: close\r\n");
      head.append("Cache-Control: no-store\r\n");
      head.append("X-Content-Type-Options: nosniff\r\n");
      head.append("Referrer-Policy: no-referrer\r\n");
      head.append("Cross-Origin-Resource-Policy: same-origin\r\n");
      for (String header : headers) {
        head.append(header).append("\r\n");
      }
      head.append("\r\n");
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
      bytes.writeBytes(content);
      return bytes.toByteArray();
    }
  }
}
