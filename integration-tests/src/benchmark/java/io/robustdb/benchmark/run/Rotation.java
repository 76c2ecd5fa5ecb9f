package io.robustdb.benchmark.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lets JVMs that run side by side work one at a time: each has its turn when it asks for one, the
 * others wait meanwhile, and the order changes with every cycle. Not thread-safe.
 */
final class Rotation implements AutoCloseable {
  /** What a JVM sends that wants its turn, is told when it has it, and sends at its end. */
  static final int SIGN = '.';

  /** Until each JVM has come, or has worked for one turn; only a broken one takes so long. */
  private static final int LONGEST_MILLIS = 120_000;

  private final ServerSocket server;
  private final List<Socket> members = new ArrayList<>();

  Rotation() throws IOException {
    server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    server.setSoTimeout(LONGEST_MILLIS);
  }

  /** The port on the loopback interface that a JVM connects to. */
  int port() {
    return server.getLocalPort();
  }

  /**
   * Returns when all of the JVMs have come and gone.
   *
   * @throws IOException where one neither comes nor goes on
   */
  void turn(int count) throws IOException {
    while (members.size() < count) {
      Socket member = server.accept();
      members.add(member);
      member.setTcpNoDelay(true);
      member.setSoTimeout(LONGEST_MILLIS);
    }
    List<Socket> order = new ArrayList<>(members);
    while (!order.isEmpty()) {
      for (Socket member : List.copyOf(order)) {
        if (!takesTurn(member)) {
          order.remove(member);
        }
      }
      Collections.reverse(order);
    }
  }

  private static boolean takesTurn(Socket member) throws IOException {
    if (member.getInputStream().read() != SIGN) {
      return false;
    }
    member.getOutputStream().write(SIGN);
    return member.getInputStream().read() == SIGN;
  }

  /** Sends those away that still wait. */
  @Override
  public void close() throws IOException {
    server.close();
    for (Socket member : members) {
      member.close();
    }
  }
}
