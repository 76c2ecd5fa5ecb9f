package io.robustdb.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A line between a client and a server that can be cut, slowed down and frozen. A frozen line takes
 * new connections, as the kernel does, and then moves nothing either way, not even the news that an
 * end was closed. Thread-safe.
 */
public final class TcpProxy implements AutoCloseable {
  private final InetSocketAddress server;
  private final ServerSocket listener;
  private final Valve valve = new Valve();
  private final Queue<ProxiedStream> streams = new ConcurrentLinkedQueue<>();

  /** Listens on a free port of the loopback address. */
  public TcpProxy(String host, int port) {
    server = new InetSocketAddress(host, port);
    try {
      listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ProxiedStream.start("proxy for " + server, this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Cuts, at both ends, each stream whose client sent a text last. */
  public void cutWhereSent(String text) {
    streams.stream().filter(stream -> stream.hasSent(text)).forEach(ProxiedStream::cut);
  }

  /** From now on all that the server sends arrives so much later. */
  public void delay(Duration value) {
    valve.delay(value);
  }

  public void freeze() {
    valve.shut();
  }

  /** What was held back moves on. */
  public void thaw() {
    valve.open();
  }

  /** Cuts everything. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      valve.open();
      streams.forEach(ProxiedStream::cut);
    }
  }

  private void accept() throws IOException, InterruptedException {
    while (true) {
      Socket client = listener.accept();
      valve.pass();
      streams.add(new ProxiedStream(client, connect(client), valve));
    }
  }

  /** Where the server is gone its end is a closed socket. */
  private Socket connect(Socket client) throws IOException {
    Socket upstream = new Socket();
    try {
      upstream.connect(server);
    } catch (IOException refused) {
      upstream.close();
      client.close();
    }
    return upstream;
  }
}
