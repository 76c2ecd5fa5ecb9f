package io.robustdb.live;

import io.robustdb.jdk.AgentThread;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Semaphore;

/**
 * Takes connections in at a channel, until that is closed, and has each answered in a thread of its
 * own, a few at a time. Thread-safe.
 */
final class Acceptor implements Runnable {
  /** So many are answered at a time; more wait. */
  private static final int AT_ONCE = 4;

  private final ServerSocketChannel server;
  private final String name;
  private final Answer answer;
  private final Semaphore free = new Semaphore(AT_ONCE);

  /**
   * @param name of its threads
   */
  Acceptor(ServerSocketChannel server, String name, Answer answer) {
    this.server = server;
    this.name = name;
    this.answer = answer;
  }

  /** Answers one connection. */
  interface Answer {
    /**
     * Reads what it asks for, and writes the answer; it is closed after that.
     *
     * @throws IOException where the one who asked is gone
     */
    void to(SocketChannel asking) throws IOException;
  }

  /** Begins, in threads of its own. */
  void start() {
    new AgentThread(this, name).start();
  }

  @Override
  public void run() {
    try {
      while (true) {
        SocketChannel asking = server.accept();
        free.acquire();
        startAnswer(asking);
      }
    } catch (IOException | InterruptedException closed) {
      // that is its end
    }
  }

  private void startAnswer(SocketChannel asking) throws IOException {
    try {
      new AgentThread(() -> answer(asking), name + "-answer").start();
    } catch (OutOfMemoryError full) {
      free.release();
      asking.close(); // there is no thread to be had just now
    }
  }

  private void answer(SocketChannel asking) {
    try (asking) {
      answer.to(asking);
    } catch (IOException | OutOfMemoryError gone) {
      // nobody waits for it any more, or there is no room for it: the application hears nothing
    } finally {
      free.release();
    }
  }
}
