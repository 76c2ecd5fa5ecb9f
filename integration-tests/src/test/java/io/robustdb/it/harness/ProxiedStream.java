package io.robustdb.it.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** One connection through a {@link TcpProxy}, moved by two threads. Thread-safe. */
final class ProxiedStream {
  private static final int CHUNK = 8192;

  private final Socket client;
  private final Socket server;
  private volatile String lastSent = "";

  ProxiedStream(Socket client, Socket server, Valve valve) {
    this.client = client;
    this.server = server;
    start("to server", () -> move(client, server, valve::pass, true));
    start("to client", () -> move(server, client, valve::passLate, false));
  }

  void cut() {
    close(client);
    close(server);
  }

  /** Whether what the client sent last contains a text. */
  boolean hasSent(String text) {
    return lastSent.contains(text);
  }

  private void move(Socket from, Socket to, Passage passage, boolean sent)
      throws IOException, InterruptedException {
    byte[] chunk = new byte[CHUNK];
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    try {
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        if (sent) {
          lastSent = new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
        }
        passage.pass();
        out.write(chunk, 0, length);
      }
    } finally {
      passage.pass();
      cut();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // nothing else can be done with it
    }
  }

  static void start(String name, Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException broken) {
                // that is what the tests are about
              } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
  }

  /** What a thread does. */
  interface Task {
    void run() throws IOException, InterruptedException;
  }

  private interface Passage {
    void pass() throws InterruptedException;
  }
}
